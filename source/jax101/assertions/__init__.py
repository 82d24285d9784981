"""Assertions that understand JAX, for exercises and for anybody's own tests.

```python
from jax101 import assertions as check

def test_scaled():
    check.gives(scaled, x, want=2 * x_as_numpy)     # type, shape, dtype, then numbers
    check.reuses(jax.jit(scaled), x)                # a second call compiles nothing
```

Each raises `CheckFailed`, an `AssertionError` whose text shows input, expected and actual.

| about | assertions |
| --- | --- |
| values | `equal`, `gives` |
| traces | `reuses`, `compiles`, `traced` with `Counted`; `counting_events` to count yourself |
| programs | `does_not_grow`, `uses`, `avoids`; `equations` and `primitives` of a jaxpr |
| transformations | `is_compiled`, `batches`, `gradients_agree` |
| collectives | `communicates`; `collectives` of a compiled function |
| sharding | `sharded_like`, `shard_shape`, `has_type`; `mesh` for a mesh of 4 by 2 |
| purity | `pure`, `leaks_nothing` |
| keys | `reuses_no_key`, `is_typed_key` |
| donation | `donates`, `used_up`, `still_usable` |
| placement | `lives_on`, `is_committed`, `transfers_nothing` |
"""

from jax101.assertions.communication import collectives as collectives
from jax101.assertions.communication import communicates as communicates
from jax101.assertions.donation import donates as donates
from jax101.assertions.donation import still_usable as still_usable
from jax101.assertions.donation import used_up as used_up
from jax101.assertions.failure import CheckFailed as CheckFailed
from jax101.assertions.failure import because as because
from jax101.assertions.keys import is_typed_key as is_typed_key
from jax101.assertions.keys import reuses_no_key as reuses_no_key
from jax101.assertions.placement import is_committed as is_committed
from jax101.assertions.placement import lives_on as lives_on
from jax101.assertions.placement import transfers_nothing as transfers_nothing
from jax101.assertions.programs import avoids as avoids
from jax101.assertions.programs import does_not_grow as does_not_grow
from jax101.assertions.programs import equations as equations
from jax101.assertions.programs import primitives as primitives
from jax101.assertions.programs import uses as uses
from jax101.assertions.purity import leaks_nothing as leaks_nothing
from jax101.assertions.purity import pure as pure
from jax101.assertions.sharding import has_type as has_type
from jax101.assertions.sharding import mesh as mesh
from jax101.assertions.sharding import shard_shape as shard_shape
from jax101.assertions.sharding import sharded_like as sharded_like
from jax101.assertions.traces import Counted as Counted
from jax101.assertions.traces import compiles as compiles
from jax101.assertions.traces import counting_events as counting_events
from jax101.assertions.traces import reuses as reuses
from jax101.assertions.traces import traced as traced
from jax101.assertions.transforms import batches as batches
from jax101.assertions.transforms import gradients_agree as gradients_agree
from jax101.assertions.transforms import is_compiled as is_compiled
from jax101.assertions.values import equal as equal
from jax101.assertions.values import gives as gives
