# rejected by: test_too_large
"""“mode='fill' shows it.” As a NaN in the result, which no error is."""


def checked_lookup(table, index):
    return table.at[index].get(mode="fill")
