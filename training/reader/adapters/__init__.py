"""Labels that public data sets bring along, as examples for some of the heads."""
