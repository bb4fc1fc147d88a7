"""The recipe of the shipped French pipeline: public corpora and our own sentences in, ``extract/model`` out."""
