"""Acts on awards and certificates, one file each; import from the file."""
