namespace Counterweight.Tests.Golden;

/// <summary>Inputs of one call and what must come out.</summary>
internal sealed record GoldenCase
{
    public required string Name { get; init; }

    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>The greatest factor of a row's loss or gradient, by which absolute errors are measured.</summary>
    public required double Scale { get; init; }

    /// <summary>K, of losses of rows.</summary>
    public int Classes { get; init; } = 1;

    public required double[] Scores { get; init; }

    public double[]? Targets { get; init; }

    public int[]? Labels { get; init; }

    public double[]? SoftTargets { get; init; }

    public double[]? ClassWeights { get; init; }

    public double[]? SampleWeights { get; init; }

    public double[]? Priors { get; init; }

    public double[]? Counts { get; init; }

    /// <summary>One a row, weights included.</summary>
    public double[]? Value { get; init; }

    public double[]? Gradient { get; init; }

    public double[]? Hessian { get; init; }

    /// <summary>The loss of the batch, where it is not the sum of rows.</summary>
    public double? Sum { get; init; }

    /// <summary>Σ of class weight times target, which <c>LossSum.Weight</c> counts.</summary>
    public double? Weight { get; init; }

    /// <summary>Where and why PyTorch's answer is not what must come out.</summary>
    public string? Note { get; init; }

    /// <summary>PyTorch's own answer: its mean, and outputs that are not what must come out.</summary>
    public GoldenAnswer? Torch { get; init; }

    /// <summary>Whether the inputs are numbers of float32.</summary>
    public bool IsSingle => !Name.EndsWith("float64", StringComparison.Ordinal);
}

/// <summary>PyTorch's answer to a case.</summary>
/// <param name="Value">Where it differs.</param>
/// <param name="Gradient">Where it differs.</param>
/// <param name="Hessian">Where it differs.</param>
/// <param name="Mean">Of reduction <c>mean</c>.</param>
/// <param name="Denominator">What that mean divides the sum by.</param>
internal sealed record GoldenAnswer(double[]? Value, double[]? Gradient, double[]? Hessian, double? Mean, double? Denominator);
