"""What `keras_rnn.draw` is made of: a model is read, laid out and drawn."""
