using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Point;
using Counterweight.Losses.SoftTargets;

namespace Counterweight.Losses;

/// <summary>Checks of products of weights, which a kernel multiplies row by row: none may overflow.</summary>
/// <remarks>The largest weights of either kind are multiplied first. Rows are checked one by one only where that overflows.</remarks>
internal static class WeightChecks
{
    /// <summary>Weights of labels, and without overflow their sum where smoothing spreads the loss over all classes.</summary>
    public static void Labels<T>(LossWeights<T> weights, ClassLabels labels, int ignoreLabel, T smoothing)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var ofClasses = Largest(weights.PerClass, "weights.PerClass");
        var ofSamples = Largest(weights.PerSample, "weights.PerSample");
        if (smoothing != T.Zero)
        {
            CheckSum(weights.PerClass, nameof(weights));
        }

        if (Fits<T>(ofClasses * ofSamples))
        {
            return;
        }

        var mean = weights.PerClass.IsEmpty ? 1 : Mean(weights.PerClass);
        var smoothed = double.CreateTruncating(smoothing);
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] != ignoreLabel)
            {
                var ofClass = At(weights.PerClass, labels[row]);
                Product<T>(row, "the class weight", ofClass + (smoothed * (mean - ofClass)), At(weights.PerSample, row), "weights.PerSample");
            }
        }
    }

    /// <summary>Checks products of weights that have been checked one by one.</summary>
    public static void Products<T>(ReadOnlySpan<T> classWeights, ReadOnlySpan<T> sampleWeights, ClassLabels labels, int? ignoreLabel, double largest, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var row = 0; row < labels.Length && !Fits<T>(largest); row++)
        {
            if (labels[row] != ignoreLabel)
            {
                Product<T>(row, "the class weight", At(classWeights, labels[row]), At(sampleWeights, row), name);
            }
        }
    }

    /// <summary>Weights of rows of targets, which must be finite and not negative.</summary>
    public static void Targets<T>(LossWeights<T> weights, ReadOnlySpan<T> targets, int classes, T smoothing)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Both weights are checked after the targets.
        var ofClasses = WeightLoop.MaxOrNaN(weights.PerClass);
        var ofSamples = WeightLoop.MaxOrNaN(weights.PerSample);
        var most = double.CreateTruncating(MaxValue<T>());
        var bound = Math.Min(most, most / (2.0 * classes) / Math.Max(weights.PerClass.IsEmpty ? 1 : ofClasses, 1) / Math.Max(weights.PerSample.IsEmpty ? 1 : ofSamples, 1));
        var isNear = bound > 1 && CheckLoop<SoftTarget<T>, T>.FirstRejected(new(T.CreateTruncating(bound)), targets) < 0;
        if (!isNear)
        {
            Guard.Elements(new SoftTarget<T>(MaxValue<T>()), targets, nameof(targets), SoftTarget<T>.Rule);
        }

        Guard.Weights(weights.PerClass, "weights.PerClass");
        Guard.Weights(weights.PerSample, "weights.PerSample");
        if (isNear)
        {
            return;
        }

        var (keep, smoothed) = (double.CreateTruncating(T.One - smoothing), double.CreateTruncating(smoothing) / classes);
        for (var row = 0; row < targets.Length / classes; row++)
        {
            var sum = 0.0;
            for (var j = 0; j < classes; j++)
            {
                sum += At(weights.PerClass, j) * ((keep * double.CreateTruncating(targets[checked((row * classes) + j)])) + smoothed);
            }

            Product<T>(row, "the sum of class weights times targets", sum, At(weights.PerSample, row), "weights.PerSample");
        }
    }

    /// <summary>Checks targets, sample weights, and the weights that a loss gives to targets.</summary>
    public static void Points<TLoss, T>(TLoss loss, ReadOnlySpan<T> targets, ReadOnlySpan<T> sampleWeights, string targetsName, string weightsName)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TLoss.Validate(loss);
        var onlyTarget = TLoss.DefaultTarget ?? T.Zero;
        var toCheck = targets.IsEmpty && TLoss.DefaultTarget is not null ? new(in onlyTarget) : targets;
        var ofSamples = sampleWeights.IsEmpty ? 1 : WeightLoop.MaxOrNaN(sampleWeights);

        // Half of what fits: rows are checked one by one before one overflows, whatever rounding does. A bound of NaN accepts none.
        var bound = T.CreateTruncating(double.CreateTruncating(MaxValue<T>()) / 2 / Math.Max(ofSamples, 1));
        if (Origin<TLoss>.IsLibrary ? IsLight(loss, targets, onlyTarget, bound) : IsLightEverywhere(loss, toCheck, bound))
        {
            return;
        }

        Guard.Elements(new TargetCheck<TLoss, T>(loss), targets, targetsName, TLoss.TargetRule);
        Guard.Weights(sampleWeights, weightsName);
        for (var row = 0; row < Math.Max(toCheck.Length, sampleWeights.Length); row++)
        {
            var target = toCheck[Math.Min(row, toCheck.Length - 1)];
            var own = PointWeight.Of(loss, target);
            if (!(own >= 0 && double.IsFinite(own)))
            {
                throw new ArgumentOutOfRangeException(targetsName, target, Guard.Text($"{targetsName}[{row}] is {target}, and the loss's weight of it {own}; a weight must be finite and at least 0."));
            }

            Product<T>(row, "the loss's weight of its target", own, At(sampleWeights, row), weightsName);
        }
    }

    /// <summary>Whether a loss of the library, whose weights are greatest at 0 or 1 or the same everywhere, accepts all targets and weighs none above a bound.</summary>
    private static bool IsLight<TLoss, T>(TLoss loss, ReadOnlySpan<T> targets, T onlyTarget, T bound)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var most = double.CreateTruncating(bound);
        return CheckLoop<TargetCheck<TLoss, T>, T>.FirstRejected(new(loss), targets) < 0
            && PointWeight.Of(loss, T.Zero) <= most && PointWeight.Of(loss, T.One) <= most && PointWeight.Of(loss, onlyTarget) <= most;
    }

    /// <summary>Whether any loss accepts all targets and weighs none above a bound: targets that are all 0 or 1 need its weights of these two alone.</summary>
    private static bool IsLightEverywhere<TLoss, T>(TLoss loss, ReadOnlySpan<T> targets, T bound)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var check = new PointCheck<TLoss, T>(loss, bound);
        return (CheckLoop<PointCheck<TLoss, T>, T>.FirstRejected(check, [T.Zero, T.NegativeZero, T.One]) < 0 && CheckLoop<HardTargetCheck<T>, T>.FirstRejected(default, targets) < 0)
            || CheckLoop<PointCheck<TLoss, T>, T>.FirstRejected(check, targets) < 0;
    }

    private static double Largest<T>(ReadOnlySpan<T> weights, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => weights.IsEmpty ? 1 : Guard.Weights(weights, name);

    private static double At<T>(ReadOnlySpan<T> weights, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => weights.IsEmpty ? 1 : double.CreateTruncating(weights[index]);

    private static void CheckSum<T>(ReadOnlySpan<T> classWeights, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        foreach (var weight in classWeights)
        {
            sum += double.CreateTruncating(weight);
        }

        if (!Fits<T>(sum))
        {
            throw new ArgumentOutOfRangeException(name, sum, Guard.Text($"weights.PerClass sum to {sum}, which is no finite {typeof(T).Name}; label smoothing takes their mean."));
        }
    }

    private static double Mean<T>(ReadOnlySpan<T> classWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        foreach (var weight in classWeights)
        {
            sum += double.CreateTruncating(weight) / classWeights.Length;
        }

        return sum;
    }

    private static void Product<T>(int row, string what, double ofClass, double ofSample, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Fits<T>(ofClass * ofSample))
        {
            throw new ArgumentOutOfRangeException(name, ofSample, Guard.Text($"{name}[{row}] is {ofSample} and {what} of row {row} is {ofClass}; their product must be a finite {typeof(T).Name}."));
        }
    }

    private static bool Fits<T>(double product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.IsFinite(T.CreateTruncating(product));

    private static T MaxValue<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue);

    /// <summary>Whether a loss is the library's.</summary>
    private static class Origin<TLoss>
    {
        public static readonly bool IsLibrary = typeof(TLoss).Assembly == typeof(WeightChecks).Assembly;
    }

    private readonly struct TargetCheck<TLoss, T>(TLoss loss) : IElementCheck<T>
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly TLoss loss = loss;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Accepts<TBlock>(TBlock element)
            where TBlock : struct, IBlock<TBlock, T> => TLoss.Accepts(element);
    }

    /// <summary>A target that is 0 or 1.</summary>
    private readonly struct HardTargetCheck<T> : IElementCheck<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Accepts<TBlock>(TBlock element)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Equal(element, TBlock.Zero) | TBlock.Equal(element, TBlock.One);
    }

    /// <summary>A target in the domain whose weight is in [0, bound].</summary>
    private readonly struct PointCheck<TLoss, T>(TLoss loss, T bound) : IElementCheck<T>
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly TLoss loss = loss;
        private readonly T bound = bound;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Accepts<TBlock>(TBlock element)
            where TBlock : struct, IBlock<TBlock, T>
        {
            var weight = TLoss.Weight(loss, element);
            return TLoss.Accepts(element) & TBlock.LessThanOrEqual(TBlock.Zero, weight) & TBlock.LessThanOrEqual(weight, TBlock.Create(bound));
        }
    }
}
