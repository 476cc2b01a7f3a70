"""Makes faults for real under load and holds what is stored against what was promised: ``make faults``."""
