"""What knows no school: errors, YAML, characters, files, hashes, and the artifact store."""
