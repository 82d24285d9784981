# rejected by: test_beyond_the_end
"""“mode="fill" fills.” It fills with NaN, unless told with what."""


def safe_gather(table, places):
    return table.at[places].get(mode="fill")
