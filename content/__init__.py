"""Words and pictures: the trees of pages in Spanish and English, their blocks, images and documents."""
