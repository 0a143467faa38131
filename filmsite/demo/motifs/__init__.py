"""The parts that posters are made of: the sheet, its lettering, and the motifs."""
