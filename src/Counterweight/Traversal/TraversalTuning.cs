namespace Counterweight.Traversal;

/// <summary>Numbers of the traversals that were chosen for speed. None changes a bit.</summary>
/// <remarks>
/// They lie with their family and not in one file of <c>Core</c>, which would have to know every loop. Each says what was
/// measured and on what, or that nothing was, and which row of the <c>quick</c> benchmark to look at when it is changed.
/// </remarks>
internal static class TraversalTuning
{
    /// <summary>Rows of a work item that falls through one tree.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: find-leaves.</remarks>
    public const int LeafItemRows = 4096;

    /// <summary>Rows of a work item that falls through all trees: its features and sums stay in the cache.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: add-leaf-values.</remarks>
    public const int ValueItemRows = 256;
}
