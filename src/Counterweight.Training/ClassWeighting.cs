using System.Globalization;
using System.Runtime.InteropServices;
using Counterweight.Weighting;

namespace Counterweight.Training;

/// <summary>How much each class counts in a fit: a choice that every trainer of classes takes. Sample weights multiply it.</summary>
/// <remarks>Weights are those of the classes that have rows of weight; the others have none.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly struct ClassWeighting : IEquatable<ClassWeighting>
{
    /// <summary>Weights of one's own, or costs, that are told in words.</summary>
    private const int ShownWeights = 16;

    private readonly Scheme scheme;
    private readonly double beta;
    private readonly double[]? weights;

    private ClassWeighting(Scheme scheme, double beta = 0, double[]? weights = null) => (this.scheme, this.beta, this.weights) = (scheme, beta, weights);

    private enum Scheme
    {
        None,
        Balanced,
        BalancedPerBootstrap,
        InverseSquareRoot,
        EffectiveNumber,
        Custom,
        MedianFrequency,
        Costs,
        BalancedPower,
    }

    /// <summary>Every row counts the same; the default.</summary>
    public static ClassWeighting None => default;

    /// <summary>Every class that has weight counts the same: a row of class c weighs Σw / (such classes · Σ of the weights of class c).</summary>
    public static ClassWeighting Balanced => new(Scheme.Balanced);

    /// <summary>As <see cref="Balanced"/>, but from the rows that each tree of a forest has drawn; elsewhere the same.</summary>
    public static ClassWeighting BalancedPerBootstrap => new(Scheme.BalancedPerBootstrap);

    /// <summary>Half way from <see cref="None"/> to <see cref="Balanced"/>: see <see cref="ClassWeights.InverseSquareRoot{T}(ReadOnlySpan{int}, Span{T}, ReadOnlySpan{T}, ClassWeightScale, int?)"/>.</summary>
    public static ClassWeighting InverseSquareRoot => new(Scheme.InverseSquareRoot);

    /// <summary>1 for the class of median frequency, as much less for others as they are more frequent: see <see cref="ClassWeights.MedianFrequency{T}(ReadOnlySpan{int}, Span{T}, ReadOnlySpan{T}, ClassWeightScale, int?)"/>.</summary>
    public static ClassWeighting MedianFrequency => new(Scheme.MedianFrequency);

    /// <summary>Whether weights were given, and not computed.</summary>
    internal bool IsCustom => scheme == Scheme.Custom;

    /// <summary>Whether each tree of a forest weighs the rows it has drawn.</summary>
    internal bool IsPerBootstrap => scheme == Scheme.BalancedPerBootstrap;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(ClassWeighting left, ClassWeighting right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(ClassWeighting left, ClassWeighting right) => !left.Equals(right);

    /// <summary>By the effective number of rows, (1 − β)/(1 − β^n), of mean 1 over the classes; n is the sum of a class's sample weights, whose unit shows.</summary>
    /// <param name="beta">β in [0, 1): 0 for no weights, towards 1 for balanced ones.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is outside [0, 1).</exception>
    public static ClassWeighting EffectiveNumber(double beta) => beta >= 0 && beta < 1
        ? new(Scheme.EffectiveNumber, beta)
        : throw Require.OutOfRange($"beta is {beta}; it must be in [0, 1).", nameof(beta));

    /// <summary>
    /// <see cref="Balanced"/> weights raised to an exponent, of mean 1 over rows: 0 is no weights, 1 is balanced ones, and between them
    /// weights lie evenly on a logarithmic scale.
    /// </summary>
    /// <param name="exponent">Finite. Above 1 rare classes count more than frequent ones, below 0 less than their rows do.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exponent"/> is not finite.</exception>
    public static ClassWeighting BalancedPower(double exponent) => double.IsFinite(exponent)
        ? new(Scheme.BalancedPower, exponent)
        : throw Require.OutOfRange($"exponent is {exponent}; it must be finite.", nameof(exponent));

    /// <summary>Weights of one's own.</summary>
    /// <param name="weights">One weight a class, finite and at least 0. A class of weight 0 counts for nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, NaN or infinite.</exception>
    public static ClassWeighting Custom(params ReadOnlySpan<double> weights)
    {
        for (var label = 0; label < weights.Length; label++)
        {
            if (!(weights[label] >= 0 && double.IsFinite(weights[label])))
            {
                throw Require.OutOfRange($"weights[{label}] is {weights[label]}; it must be finite and at least 0.", nameof(weights));
            }
        }

        return new(Scheme.Custom, weights: weights.ToArray());
    }

    /// <summary>
    /// From the costs of mistakes among the classes that have weight, of mean 1 over rows: see <see cref="ClassWeights.FromCosts{T}(ReadOnlySpan{int}, ReadOnlySpan{double}, Span{T}, ReadOnlySpan{T}, ClassWeightScale, int?)"/>. Of two classes a
    /// model decides by least cost.
    /// </summary>
    /// <param name="costs">Classes² costs, row-major: that of answering j where c is right is element c · classes + j. Within ±1e290; no wrong answer costs less than the right one.</param>
    /// <exception cref="ArgumentException">Their number is no square above 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A cost is out of its range.</exception>
    public static ClassWeighting FromCosts(params ReadOnlySpan<double> costs)
    {
        var classes = (int)Math.Sqrt(costs.Length);
        if (classes == 0 || (long)classes * classes != costs.Length)
        {
            throw Require.Misfit($"costs has {costs.Length} elements; it must have the square of the number of classes.", nameof(costs));
        }

        for (var i = 0; i < costs.Length; i++)
        {
            Require.That(Math.Abs(costs[i]) <= 1e290, costs[i], $"costs[{i}]", "within ±1E+290", nameof(costs));
            var right = costs[checked(i / classes * (classes + 1))];
            Require.That(costs[i] >= right, costs[i], $"costs[{i}]", $"at least {right}, the cost of the right answer", nameof(costs));
        }

        return new(Scheme.Costs, weights: costs.ToArray());
    }

    /// <inheritdoc/>
    public bool Equals(ClassWeighting other) => scheme == other.scheme && beta.Equals(other.beta) && weights.AsSpan().SequenceEqual(other.weights);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ClassWeighting other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(scheme, beta, weights?.Length, weights is [var first, ..] ? first : 0);

    /// <summary>The choice in words: «balanced», «effective number 0.999».</summary>
    public override string ToString() => scheme switch
    {
        Scheme.None => "none",
        Scheme.Balanced => "balanced",
        Scheme.BalancedPerBootstrap => "balanced per bootstrap",
        Scheme.InverseSquareRoot => "inverse square root",
        Scheme.EffectiveNumber => string.Create(CultureInfo.InvariantCulture, $"effective number {beta}"),
        Scheme.BalancedPower => string.Create(CultureInfo.InvariantCulture, $"balanced^{beta}"),
        Scheme.MedianFrequency => "median frequency",
        Scheme.Custom => $"custom {Join(weights!)}",
        Scheme.Costs => $"costs {Join(weights!)}",
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The weight that a fit to these rows would give each class: what sample weights are multiplied by.</summary>
    /// <param name="labels">One class a row, in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Classes, at least 1.</param>
    /// <param name="sampleWeights">One finite weight of at least 0 a row, or empty: all 1.</param>
    /// <returns>One weight a class; 0 of a class without rows of weight, unless weights are given or all are 1.</returns>
    /// <exception cref="ArgumentException">Another number of weights than labels, or weights or costs of one's own that do not fit the classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or a weight is out of its range (the message names it).</exception>
    public double[] ForClasses(ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> sampleWeights = default)
    {
        Require.AtLeast(classCount, 1, nameof(classCount));
        for (var row = 0; row < labels.Length; row++)
        {
            Require.That((uint)labels[row] < (uint)classCount, labels[row], $"labels[{row}]", $"in [0, {classCount})", nameof(labels));
        }

        TrainingInput.ValidateWeights(sampleWeights, labels.Length, nameof(sampleWeights), nameof(sampleWeights));
        var own = Of(labels, sampleWeights, classCount, name: "weighting", parameter: "weighting");
        return own.Length > 0 ? [.. own] : [.. Enumerable.Repeat(1.0, classCount)];
    }

    /// <summary>Weights of all classes; empty where every row counts the same.</summary>
    /// <param name="labels">One class a row.</param>
    /// <param name="sampleWeights">One weight a row, or empty: all 1.</param>
    /// <param name="classCount">Classes.</param>
    /// <param name="exponent">The weights of the caller are <paramref name="sampleWeights"/> times two to this power, which a number of rows shows.</param>
    /// <param name="name">The option to blame where weights of one's own do not fit.</param>
    /// <param name="parameter">The parameter that it is of.</param>
    /// <exception cref="ArgumentException">Weights of one's own are not one a class, or no row has weight by them.</exception>
    internal double[] Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> sampleWeights, int classCount, int exponent = 0, string name = "Weighting", string parameter = "options")
    {
        switch (scheme)
        {
            case Scheme.None:
                return [];
            case Scheme.Costs when weights!.Length != (long)classCount * classCount:
                throw Require.Misfit($"{name} is {this}, which has {weights.Length} costs for {classCount} classes.", parameter);
            case Scheme.Custom when weights!.Length != classCount:
                throw Require.Misfit($"{name} is {this}, which has {weights.Length} weights for {classCount} classes.", parameter);
            case Scheme.Custom:
                return AnyWeight(labels, sampleWeights, weights) ? weights : throw Require.Misfit($"{name} is {this}; no row has weight, class weights included.", parameter);
        }

        var (moved, classes) = Present(labels, sampleWeights, classCount);
        var present = new double[classes.Length];
        switch (scheme)
        {
            case Scheme.Balanced or Scheme.BalancedPerBootstrap or Scheme.BalancedPower:
                ClassWeights.Balanced(moved, present, sampleWeights, ignoreLabel: -1);
                if (scheme == Scheme.BalancedPower)
                {
                    BalancedPowers.Raise(present, beta);
                }

                break;
            case Scheme.InverseSquareRoot:
                ClassWeights.InverseSquareRoot(moved, present, sampleWeights, ignoreLabel: -1);
                break;
            case Scheme.MedianFrequency:
                ClassWeights.MedianFrequency(moved, present, sampleWeights, ignoreLabel: -1);
                break;
            case Scheme.Costs:
                FromCosts(moved, sampleWeights, classes, classCount, present, name, parameter);
                break;
            case Scheme.EffectiveNumber:
                double[] asGiven = [.. sampleWeights];
                foreach (ref var weight in asGiven.AsSpan())
                {
                    weight = Math.ScaleB(weight, exponent);
                }

                ClassWeights.EffectiveNumber(moved, beta, present, asGiven, ClassWeightScale.MeanOneOverClasses, ignoreLabel: -1);
                break;
            default:
                throw new InvalidOperationException();
        }

        var all = new double[classCount];
        for (var place = 0; place < classes.Length; place++)
        {
            all[classes[place]] = present[place];
        }

        return all;
    }

    private static string Join(double[] numbers) =>
        string.Join(", ", numbers.Take(ShownWeights).Select(number => number.ToString(CultureInfo.InvariantCulture))) + (numbers.Length > ShownWeights ? ", …" : "");

    /// <summary>Weights from the costs among the classes that have weight; of one class there are no mistakes.</summary>
    private void FromCosts(ReadOnlySpan<int> labels, ReadOnlySpan<double> sampleWeights, int[] classes, int classCount, Span<double> present, string name, string parameter)
    {
        var costs = weights!;
        double[] among = [.. from label in classes from answer in classes select costs[checked((label * classCount) + answer)]];
        if (classes.Length == 1)
        {
            present[0] = 1;
            return;
        }

        if (!among.Where((cost, i) => cost > among[checked(i / classes.Length * (classes.Length + 1))]).Any())
        {
            throw Require.Misfit($"{name} is {this}; no mistake among the classes that have weight costs more than the right answer.", parameter);
        }

        ClassWeights.FromCosts(labels, among, present, sampleWeights, ignoreLabel: -1);
    }

    private static bool AnyWeight(ReadOnlySpan<int> labels, ReadOnlySpan<double> sampleWeights, double[] classWeights)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            if (classWeights[labels[row]] > 0 && (sampleWeights.IsEmpty || sampleWeights[row] > 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The classes that have weight, and the labels as their places among these; −1 for the others.</summary>
    private static (int[] Labels, int[] Classes) Present(ReadOnlySpan<int> labels, ReadOnlySpan<double> sampleWeights, int classCount)
    {
        var place = new int[classCount];
        for (var row = 0; row < labels.Length; row++)
        {
            place[labels[row]] |= sampleWeights.IsEmpty || sampleWeights[row] > 0 ? 1 : 0;
        }

        int[] classes = [.. Enumerable.Range(0, classCount).Where(label => place[label] > 0)];
        if (classes.Length == 0 && labels.Length > 0)
        {
            throw Require.Misfit($"sampleWeights are all 0; no row has weight.", nameof(sampleWeights));
        }

        Array.Fill(place, -1);
        for (var i = 0; i < classes.Length; i++)
        {
            place[classes[i]] = i;
        }

        var moved = new int[labels.Length];
        for (var row = 0; row < moved.Length; row++)
        {
            moved[row] = place[labels[row]];
        }

        return (moved, classes);
    }
}
