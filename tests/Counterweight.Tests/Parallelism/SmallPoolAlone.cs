using Xunit;

namespace Counterweight.Tests.Parallelism;

/// <summary>Tests that take the pool's threads from others, who wait for helpers.</summary>
[CollectionDefinition(nameof(SmallPoolTests), DisableParallelization = true)]
public sealed class SmallPoolAlone;
