"""Builds the lemma table offline: forms and counts in, ``data/lemmas.bin`` out.

analyse     every reading of every form, by a morphological analyser (AlKhalil, as packaged in farahidi)
dictionary  words and broken plurals that need not be seen in any text (Arramooz)
evidence    what is known before choosing: counts of forms, frequencies of lemmas, forms labelled in running text
priors      how likely each kind of reading is, whatever the word, as a table
words       what words are, and what a reading shows of them
choose      the likeliest reading of each form, by evidence over the whole vocabulary
classes     the table's classes: terms, roots, patterns, kinds, corrections by hand
"""
