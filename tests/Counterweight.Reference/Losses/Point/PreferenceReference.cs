using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Preference loss from its definition.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PreferenceReference(double Beta, double LabelNoise) : IPointReference
{
    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var (beta, noise) = (TNumber.CreateChecked(Beta), TNumber.CreateChecked(LabelNoise));
        var (first, second) = TargetWeights(target, noise);
        var pair = CrossEntropyTerms.Evaluate(beta * score, first, second);
        return new(TNumber.One, pair.Value, beta * pair.Gradient, beta * beta * pair.Hessian);
    }

    /// <summary>Sums of magnitudes; βh is off by half an ε of itself.</summary>
    public PointElement<double> Scale(double score, double target, double epsilons)
    {
        var (first, second) = TargetWeights(target, LabelNoise);
        var pair = CrossEntropyTerms.Scale(Beta * score, first, second, 0.5 * Math.Min(Math.Abs(Beta * score), 1000) / epsilons);
        return new((1 + Beta) * (1 + Beta), pair.Value, Beta * pair.Gradient, Beta * Beta * pair.Hessian);
    }

    private static (TNumber First, TNumber Second) TargetWeights<TNumber>(TNumber target, TNumber noise)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> =>
        (((TNumber.One - noise) * target) + (noise * (TNumber.One - target)), ((TNumber.One - noise) * (TNumber.One - target)) + (noise * target));
}
