"""People of the police: who they are, where they serve, what they may do."""
