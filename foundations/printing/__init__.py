"""Paper: PDF through typst, QR codes, the fonts that travel with the platform."""
