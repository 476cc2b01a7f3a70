"""Acts on people, units and roles, one file a verb."""
