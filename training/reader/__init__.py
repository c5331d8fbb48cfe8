"""Training of detente's reader: corpus, adapters, model, export, evaluation."""
