using Counterweight.Core.Simd;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Losses of which boosting knows values, slopes and curvature alone, flat or bent the wrong way at some rows.</summary>
public class UsersLossTests
{
    private const int Rows = 400;

    // Two groups of rows, each with targets near and far.
    private static readonly Dataset Data = TestData.Create(1, 2, [.. Enumerable.Range(0, Rows).Select(row => (double)(row % 2))], [.. Enumerable.Range(0, Rows).Select(row => row % 2)]);
    private static readonly float[] Targets = [.. Enumerable.Range(0, Rows).Select(row => (row % 2 == 0 ? 4f : 5f) + (row * 7 % 23 * 0.5f))];
    private static readonly double[] Weights = [.. Enumerable.Range(0, Rows).Select(row => 1.0 + (row % 3))];
    private static readonly GradientBoostingOptions OneSplit = new() { Rounds = 1, LearningRate = 1, Tree = new() { MaxLeaves = 2, L2 = 0, MinHessian = 0 } };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheStartIsTheLeastLoss(bool isWeighted)
    {
        double[] weights = isWeighted ? Weights : [];
        var start = Fit(default(Bent), OneSplit, weights).InitialScores[0];
        double Loss(double score) => Targets.Select((target, row) => (isWeighted ? Weights[row] : 1) * Bent.Plain(score - target).Value).Sum();
        Assert.All((double[])[-2, -0.1, -0.01, 0.01, 0.1, 2], step => Assert.InRange(Loss(start), 0, Loss(start + step)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RowsOfSlopeWithoutCurvatureHaveOneAndRowsOfNeitherNone(bool isWeighted)
    {
        double[] weights = isWeighted ? Weights : [];
        var model = Fit(default(Bent), OneSplit, weights);
        (double Value, double Slope, double Curvature)[] terms = [.. Targets.Select(target => Bent.Plain(model.InitialScores[0] - target))];
        Assert.Equal(3, terms.Select(term => (term.Slope != 0, term.Curvature != 0)).Distinct().Count());
        Check(model, weights, [.. terms.Select(term => (term.Slope, term.Slope != 0 && term.Curvature == 0 ? 1 : term.Curvature))]);
    }

    [Fact]
    public void AWeightThatIsNoneIsSaidOfItsTargetByTheCallersName()
    {
        var bins = BinnedDataset.Create(Data);
        var training = Assert.Throws<ArgumentOutOfRangeException>("data", () => GradientBoostingRegressor.Fit(bins.WithTargets(Targets), default(Unweighable)));
        Assert.StartsWith($"Targets[{Array.IndexOf(Targets, Targets.Max())}] is {Targets.Max()}, and the loss's weight of it -1;", training.Message, StringComparison.Ordinal);
        float[] small = [.. Targets.Select(target => Math.Min(target, 9))];
        var held = Assert.Throws<ArgumentOutOfRangeException>("input", () => GradientBoostingRegressor.Fit(bins.WithTargets(small), default(Unweighable), input: new() { Validation = Data.WithTargets(Targets) }));
        Assert.StartsWith($"Validation.Targets[{Array.IndexOf(Targets, Targets.Max())}] is {Targets.Max()}, and the loss's weight of it -1;", held.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NegativeCurvatureIsNone()
    {
        // A rare class told wrong, for which focal loss is bent the other way, and in its half of the rows hardly another.
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % 20 == 5 || row == 20 ? 1 : 0)];
        double[] weights = [.. labels.Select((label, row) => label == 1 ? 1.0 : row % 2 == 0 ? 1000 : 10)];
        var data = TestData.Create(1, 2, Data.Values.ToArray(), labels);
        var loss = new BinaryFocalLoss<float>(2f);
        var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), loss, OneSplit, new() { SampleWeights = weights }).Model;
        var (slopes, curvatures) = (new float[Rows], new float[Rows]);
        PointLoss.Evaluate(loss, [.. Enumerable.Repeat((float)model.InitialScores[0], Rows)], [.. labels.Select(label => (float)label)], outputs: new LossOutputs<float> { Gradient = slopes, Hessian = curvatures });
        Assert.InRange(curvatures.Zip(weights, (curvature, weight) => curvature * weight).Where((_, row) => row % 2 == 1).Sum(curvature => Math.Min(0, curvature)), double.MinValue, -0.5);
        Check(model, weights, [.. slopes.Zip(curvatures, (slope, curvature) => ((double)slope, Math.Max(0.0, curvature)))], 2e-3);
    }

    [Theory]
    [InlineData(GradientMulticlass.VectorLeaves)]
    [InlineData(GradientMulticlass.TreePerClass)]
    public void NegativeCurvatureOfSeveralClassesIsNone(GradientMulticlass multiclass)
    {
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % 20 == 5 || row == 20 ? 1 : row % 10 == 2 ? 2 : 0)];
        double[] weights = [.. labels.Select((label, row) => label != 0 ? 1.0 : row % 2 == 0 ? 20 : 0.1)];
        var loss = new SoftmaxFocalLoss<float>(2f);
        var data = BinnedDataset.Create(TestData.Create(1, 3, Data.Values.ToArray(), labels));
        var model = GradientBoostingClassifier.FitSoftmax(data, loss, OneSplit with { Multiclass = multiclass }, new() { SampleWeights = weights }).Model;
        var (slopes, curvatures) = (new float[3 * Rows], new float[3 * Rows]);
        float[] scores = [.. Enumerable.Range(0, 3 * Rows).Select(i => (float)model.InitialScores[i % 3])];
        SoftmaxLoss.Evaluate(loss, scores, 3, labels, outputs: new LossOutputs<float> { Gradient = slopes, Hessian = curvatures });
        var bent = 0.0;
        for (var i = 0; i < 6; i++)
        {
            var (side, k) = (i / 3, i % 3);
            int[] own = [.. Enumerable.Range(0, Rows).Where(row => row % 2 == side)];
            var (slope, curvature) = (own.Sum(row => weights[row] * slopes[(3 * row) + k]), own.Sum(row => weights[row] * Math.Max(0, curvatures[(3 * row) + k])));
            bent = Math.Min(bent, own.Sum(row => weights[row] * Math.Min(0, curvatures[(3 * row) + k])) / curvature);
            var value = multiclass == GradientMulticlass.VectorLeaves ? model.Values[(3 * (1 + side)) + k] : model.Values[(3 * k) + 1 + side];
            Assert.Equal(-slope / curvature, value, 2e-3 * Math.Max(1, Math.Abs(slope / curvature)));
        }

        Assert.InRange(bent, double.MinValue, -0.1);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(10, 1)]
    public void AStartFromSlopesIsWhereTheWeightIs(double ofZeros, double ofOnes)
    {
        // The hinge has no curvature. Three rows of four are zeros.
        float[] targets = [.. Enumerable.Range(0, Rows).Select(row => row % 4 == 0 ? 1f : 0f)];
        double[] weights = [.. targets.Select(target => target == 0 ? ofZeros : ofOnes)];
        var model = GradientBoostingRegressor.Fit(BinnedDataset.Create(Data).WithTargets(targets), new HingeLoss<float>(), OneSplit, new() { SampleWeights = weights }).Model;
        var start = 3 * ofZeros > ofOnes ? -1 : 1;
        Assert.Equal(start, model.InitialScores[0]);

        // Without curvature anywhere all rows have the same, those beyond the margin too.
        Check(model, weights, [.. targets.Select(target => (2 * target) - 1 == start ? (0.0, 1.0) : (start, 1.0))]);
    }

    [Fact]
    public void StepsOfAStartThatOvershootAreShortened()
    {
        // The second step from 0 is 9.5 long, beyond the bend at 2, and those after it are longer still.
        var model = GradientBoostingRegressor.Fit(BinnedDataset.Create(Data).WithTargets(new float[Rows]), default(Kinked), OneSplit).Model;
        Assert.Equal(2.0425, model.InitialScores[0], 1e-5);
    }

    [Fact]
    public void ASlopeThatNeverTurnsStartsAtZero()
    {
        var model = Fit(default(Slope), OneSplit with { LearningRate = 0.5 }, []);
        Assert.Equal(0, model.InitialScores[0]);
        Assert.All(model.Values.ToArray(), value => Assert.Equal(-0.5, value));
    }

    private static GradientBoostingModel Fit<TLoss>(TLoss loss, GradientBoostingOptions options, double[] weights)
        where TLoss : struct, IPointLoss<TLoss, float> => GradientBoostingRegressor.Fit(BinnedDataset.Create(Data).WithTargets(Targets), loss, options, new() { SampleWeights = weights }).Model;

    /// <summary>Both leaves are steps of the sums of their rows.</summary>
    private static void Check(GradientBoostingModel model, double[] weights, (double Slope, double Curvature)[] terms, double tolerance = 1e-4)
    {
        Assert.Equal(3, model.Nodes.Length);
        for (var side = 0; side < 2; side++)
        {
            var (slope, curvature) = (0.0, 0.0);
            for (var row = side; row < Rows; row += 2)
            {
                var weight = weights.Length == 0 ? 1 : weights[row];
                slope += weight * terms[row].Slope;
                curvature += weight * terms[row].Curvature;
            }

            Assert.Equal(-slope / curvature, model.Values[1 + side], tolerance * Math.Max(1, Math.Abs(slope / curvature)));
        }
    }

    /// <summary>Nothing up to 1 from the target, squared up to 3, a line beyond.</summary>
    private readonly struct Bent : IPointLoss<Bent, float>
    {
        public static string TargetRule => "any";

        public static (double Value, double Slope, double Curvature) Plain(double residual)
        {
            var beyond = Math.Max(0, Math.Abs(residual) - 1);
            return beyond <= 2 ? (beyond * beyond / 2, Math.Sign(residual) * beyond, beyond > 0 ? 1 : 0) : (2 * (beyond - 1), 2 * Math.Sign(residual), 0);
        }

        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float>
        {
            var residual = score - target;
            var beyond = residual - TBlock.Max(-TBlock.One, TBlock.Min(TBlock.One, residual));
            new HuberLoss<float>(2).Evaluate(beyond, TBlock.Zero, out value, out gradient, out hessian);
            hessian = TBlock.SelectEqual(beyond, TBlock.Zero, TBlock.Zero, hessian);
        }
    }

    /// <summary>Of slope −1 + 0.05r, rising by 0.95 a unit more on [0, ½] and by 9.95 on [2, 3]: 0 at 2.0425.</summary>
    private readonly struct Kinked : IPointLoss<Kinked, float>
    {
        public static string TargetRule => "any";

        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float>
        {
            var residual = score - target;
            (value, gradient, hessian) = ((TBlock.Constant(0.025) * residual * residual) - residual, (TBlock.Constant(0.05) * residual) - TBlock.One, TBlock.Constant(0.05));
            Bend(residual, 0.5, 0.95, ref value, ref gradient, ref hessian);
            Bend(residual - TBlock.Constant(2), 1, 9.95, ref value, ref gradient, ref hessian);
        }

        private static void Bend<TBlock>(TBlock from, double length, double steepness, ref TBlock value, ref TBlock gradient, ref TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float>
        {
            var inside = TBlock.Min(TBlock.Constant(length), TBlock.Max(TBlock.Zero, from));
            value += TBlock.Constant(steepness) * inside * (from - (TBlock.Constant(0.5) * inside));
            gradient += TBlock.Constant(steepness) * inside;
            hessian += TBlock.SelectEqual(inside, from, TBlock.Constant(steepness), TBlock.Zero);
        }
    }

    /// <summary>The squared loss, of weight −1 from the greatest target on.</summary>
    private readonly struct Unweighable : IPointLoss<Unweighable, float>
    {
        public static string TargetRule => "any";

        public static TBlock Weight<TBlock>(Unweighable loss, TBlock target)
            where TBlock : struct, IBlock<TBlock, float> => TBlock.SelectLess(target, TBlock.Create(Targets.Max()), TBlock.One, -TBlock.One);

        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float> => default(SquaredLoss<float>).Evaluate(score, target, out value, out gradient, out hessian);
    }

    /// <summary>The score itself.</summary>
    private readonly struct Slope : IPointLoss<Slope, float>
    {
        public static string TargetRule => "any";

        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float> => (value, gradient, hessian) = (score, TBlock.One, TBlock.Zero);
    }
}
