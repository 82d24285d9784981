# rejected by: test_beyond_the_end
"""“Modulo keeps an index inside.” Inside, at a row that nobody asked for."""


def safe_gather(table, places):
    return table[places % table.shape[0]]
