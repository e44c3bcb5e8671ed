using System.Runtime.InteropServices;

namespace Counterweight.Resampling.Over.Interpolation;

/// <summary>Points to interpolate between, choices, and where new rows go. What is not wanted is null.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct InterpolationOperands
{
    /// <summary>Points × features, and a block behind them.</summary>
    public required float* Points { get; init; }

    public required int FeatureCount { get; init; }

    /// <summary>The original row of each point.</summary>
    public required int* Rows { get; init; }

    /// <summary>Sample weights of the original rows.</summary>
    public float* Weights { get; init; }

    public required PairChoices Choices { get; init; }

    public required int NewCount { get; init; }

    /// <summary>New rows × features.</summary>
    public required float* Features { get; init; }

    public int* Parents { get; init; }

    public int* Neighbors { get; init; }

    public float* Steps { get; init; }

    public float* NewWeights { get; init; }

    /// <summary>Features that are not interpolated.</summary>
    public int* Voted { get; init; }

    public int VotedCount { get; init; }

    /// <summary>Their values in children of each point: points × such features.</summary>
    public float* Votes { get; init; }
}
