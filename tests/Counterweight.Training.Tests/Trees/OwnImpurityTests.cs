using System.Runtime.CompilerServices;
using Counterweight.Splits;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

public class OwnImpurityTests
{
    private static readonly Dataset Data = TestData.Random(71, 400, 5, 3, distinct: 60);
    private static readonly double[] Weights = [.. Enumerable.Range(0, 400).Select(row => 0.5 + (row % 3))];
    private static readonly Impurity SameAsGini = Impurity.Of(default(OwnGini));

    [Fact]
    public void EveryTrainerOfTreesGrowsByItAsByTheLibrarysOfTheSameFormula()
    {
        foreach (var search in Enum.GetValues<SplitSearchMethod>())
        {
            Same(impurity => Splits(DecisionTreeClassifier.Fit(Data, new DecisionTreeOptions { Impurity = impurity, Search = search, MaxLeaves = 30 }, new() { SampleWeights = Weights })));
        }

        Same(impurity => RandomForestClassifier.Fit(Data, new RandomForestOptions { Impurity = impurity, TreeCount = 5, DegreeOfParallelism = 2 }, new() { SampleWeights = Weights }).Nodes.ToArray());
        Same(impurity => ExtraTreesClassifier.Fit(Data, new ExtraTreesOptions { Impurity = impurity, TreeCount = 5 }, new() { SampleWeights = Weights }).Nodes.ToArray());
        Same(impurity => AdaBoostClassifier.Fit(Data, new AdaBoostOptions { Rounds = 5, Tree = new() { Impurity = impurity, MaxDepth = 2 } }, new() { SampleWeights = Weights }).Trees.SelectMany(Splits).ToArray());

        static void Same<T>(Func<Impurity, T[]> fit)
        {
            var expected = fit(Impurity.Gini);
            Assert.Equal(expected, fit(SameAsGini));
            Assert.NotEqual(expected, fit(Impurities.Cubic));
        }
    }

    [Fact]
    public void ItsTreesAreSavedWithoutItsCode()
    {
        var tree = DecisionTreeClassifier.Fit(Data, new DecisionTreeOptions { Impurity = Impurities.Cubic, MaxDepth = 6 }, new() { SampleWeights = Weights });
        var file = TestData.Saved(tree);
        var copy = ModelFile.Load<DecisionTreeClassifier>(new MemoryStream(file)).Model;
        Assert.Equal((Impurities.Cubic, (Impurity?)null), (tree.Criterion, copy.Criterion));
        Assert.Equal(file, TestData.Saved(copy));
        Assert.Equal(tree.Nodes.ToArray(), copy.Nodes.ToArray());
        Assert.Equal(tree.FeatureImportances(), copy.FeatureImportances());
        Assert.Equal(tree.PruningPath().Alphas, copy.PruningPath().Alphas);
    }

    [Fact]
    public void ImpuritiesAreEqualByTypeAndParameters()
    {
        Assert.Equal(Impurity.Of(default(OwnGini)), SameAsGini);
        Assert.Equal(new DecisionTreeOptions { Impurity = Impurity.Of(default(OwnGini)) }, new DecisionTreeOptions { Impurity = SameAsGini });
        Assert.NotEqual(Impurities.Cubic, SameAsGini);
        Assert.NotEqual(Impurity.Gini, SameAsGini);
        Assert.Same(Impurity.Entropy, Impurity.Of(default(EntropyImpurity)));
        Assert.Equal(Impurity.Gini, new DecisionTreeOptions().Impurity);
    }

    private static TreeNode[] Splits(DecisionTreeClassifier tree) => tree.Nodes.ToArray();

    private readonly struct OwnGini : IImpurity
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Term<TBlock>(TBlock classWeight, TBlock nodeClassWeight)
            where TBlock : struct, IBlock<TBlock, double> => classWeight * classWeight;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Total<TBlock>(TBlock termSum, TBlock weight)
            where TBlock : struct, IBlock<TBlock, double> =>
            TBlock.SelectLess(TBlock.Zero, weight, weight - (termSum / weight), TBlock.Zero);

        public double Gain(double decrease, double nodeTotal, double nodeWeight) => decrease / nodeWeight;
    }
}
