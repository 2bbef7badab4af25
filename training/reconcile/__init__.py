"""What reconciling learns from an incident registry: how much the signs of a number weigh."""
