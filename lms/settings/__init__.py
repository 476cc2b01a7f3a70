"""Settings by place of use."""
