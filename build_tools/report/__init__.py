"""Problems, told to people and to machines: one file a format."""
