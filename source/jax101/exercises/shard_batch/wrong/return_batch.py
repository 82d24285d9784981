# rejected by: test_examples_are_cut
"""“The values do not change, so return them.” All of them are still on one device."""


def shard_batch(batch, mesh):
    return batch
