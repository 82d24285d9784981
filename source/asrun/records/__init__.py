"""What cells print, as text that is kept in the repository and compared by every build.

outputs     a cell's outputs as comparable text: all that a page or a download can show
pictures    pictures by their pixels
noise       the short list of what is noise in a text
colours     coloured text as a text and its colours
compare     when two texts are equal
escape      any line as one that an editor and a diff show faithfully
files       the readable file that holds a page's outputs
recordings  what cells printed on another platform, for builds that have none
"""
