"""What a learner uses: the command line, the watcher, progress, notebooks, files to start from."""
