using System.Numerics;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Splits;
using Counterweight.Splits.Exact;
using Counterweight.Training.Trees.Classification;

namespace Counterweight.Training.Trees;

/// <summary>
/// What the splits of a tree lower: how mixed the classes of a node are. The library has three, and <see cref="Of{TImpurity}"/>
/// makes one of an operator of your own.
/// </summary>
/// <remarks>
/// A criterion need not tell the impurity of a single node. Importances, pruning and
/// <see cref="DecisionTreeClassifier.NodeImpurity"/> measure nodes by entropy in trees grown by entropy, and by Gini impurity in all others.
/// </remarks>
public abstract class Impurity : IEquatable<Impurity>
{
    /// <summary>The number that files hold for an impurity of the user's own.</summary>
    private const int OwnNumber = -1;

    // Files hold the place in this list: a new impurity comes last.
    private static readonly Impurity[] Known =
    [
        new Criterion<GiniImpurity>(default, nameof(Gini), NodeImpurities.Gini),
        new Criterion<EntropyImpurity>(default, nameof(Entropy), NodeImpurities.Entropy),
        new Criterion<HellingerDistance>(default, nameof(Hellinger), NodeImpurities.Gini),
    ];

    private Impurity()
    {
    }

    /// <summary>1 − Σ p².</summary>
    public static Impurity Gini => Known[0];

    /// <summary>−Σ p·log₂ p.</summary>
    public static Impurity Entropy => Known[1];

    /// <summary>Hellinger distance between the classes' fractions of both sides, which no weight of a class changes. No impurity: a split's gain is the distance.</summary>
    public static Impurity Hellinger => Known[2];

    internal static IReadOnlyList<Impurity> All => Known;

    /// <summary>
    /// An impurity of your own. A model file can't hold its code: a loaded tree predicts alike, but its
    /// <see cref="DecisionTreeClassifier.Criterion"/> is null.
    /// </summary>
    /// <typeparam name="TImpurity">The impurity; the search is compiled for it.</typeparam>
    /// <param name="impurity">The impurity.</param>
    public static Impurity Of<TImpurity>(TImpurity impurity)
        where TImpurity : struct, IImpurity =>
        Array.Find(Known, known => known is Criterion<TImpurity>) ?? new Criterion<TImpurity>(impurity, typeof(TImpurity).Name, NodeImpurities.Gini);

    /// <inheritdoc/>
    public abstract bool Equals(Impurity? other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Impurity);

    /// <inheritdoc/>
    public abstract override int GetHashCode();

    /// <summary>The impurity that a file has a number for, null for one of the user's own.</summary>
    internal static Impurity? Read(int number) => number == OwnNumber ? null : Known[number];

    /// <summary>The impurity of a node from the classes' fractions of its weight.</summary>
    internal static double OfNode(Impurity? criterion, ReadOnlySpan<double> fractions) => criterion is null ? NodeImpurities.Gini(fractions) : criterion.OfNode(fractions);

    internal static int Number(Impurity? criterion) => Array.IndexOf(Known, criterion);

    internal abstract Split Find(ClassHistogramView histogram, SplitOptions options, SplitFeatures features, int degreeOfParallelism);

    internal abstract ExactSplit Find(in ExactNode node, SplitOptions options, int degreeOfParallelism);

    private protected abstract double OfNode(ReadOnlySpan<double> fractions);

    private sealed class Criterion<TImpurity>(TImpurity impurity, string name, NodeImpurities.Formula ofNode) : Impurity
        where TImpurity : struct, IImpurity
    {
        private readonly TImpurity impurity = impurity;

        public override bool Equals(Impurity? other) => other is Criterion<TImpurity> criterion && impurity.Equals(criterion.impurity);

        public override int GetHashCode() => HashCode.Combine(name, impurity);

        public override string ToString() => name;

        internal override Split Find(ClassHistogramView histogram, SplitOptions options, SplitFeatures features, int degreeOfParallelism) =>
            SplitSearch.Find(histogram, impurity, options, features, degreeOfParallelism);

        internal override ExactSplit Find(in ExactNode node, SplitOptions options, int degreeOfParallelism) =>
            node.Data.IsSingle ? Find(node, node.Data.SingleMatrix, options, degreeOfParallelism) : Find(node, node.Data.DoubleMatrix, options, degreeOfParallelism);

        private ExactSplit Find<T>(in ExactNode node, FeatureMatrix<T> values, SplitOptions options, int degreeOfParallelism)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            ExactSplitSearch.Find(node.Rows, values, node.Labels, node.Totals, node.Scale, impurity, options, degreeOfParallelism);

        private protected override double OfNode(ReadOnlySpan<double> fractions) => ofNode(fractions);
    }
}
