using System.Runtime.InteropServices;

namespace Counterweight.Splits;

/// <summary>What a split scan knows of a node, and finds.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct SplitNode
{
    /// <summary>Whether the node has candidates at all.</summary>
    public bool IsOpen;

    /// <summary>Classes: the power of two that brings the node's weight into [1, 2). Gradients: 1.</summary>
    public double Unit;

    /// <summary>The node's weight times <see cref="Unit"/>.</summary>
    public double Weight;

    /// <summary>The node's own score, by the arithmetic of the candidates.</summary>
    public double Score;

    /// <summary>A gain must exceed this.</summary>
    public double Floor;

    /// <summary>Half of the power of two that brings the greatest factor of the node's features into [1, 2), so that keys neither overflow nor vanish.</summary>
    public double KeyUnit;

    /// <summary>The other half.</summary>
    public double KeyUnitRest;

    /// <summary>The best candidate, <see cref="SplitCandidate.Key"/> 0 where there is none.</summary>
    public SplitCandidate Best;
}
