"""Worked incidents, told again through the services that people use."""
