"""What leaves the notebook: files, servers, the command line."""
