"""Paper: PDF through typst, QR codes, plots of bars, the fonts that travel with the platform."""
