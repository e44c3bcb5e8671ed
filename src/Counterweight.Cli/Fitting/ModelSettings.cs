using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Trees;

namespace Counterweight.Cli.Fitting;

/// <summary>How a model is fitted.</summary>
internal sealed record ModelSettings
{
    /// <summary>Stumps tell two classes apart, hardly seven.</summary>
    private const int AdaBoostDepth = 4;

    /// <summary>The kind of model.</summary>
    public required ModelFamily Family { get; init; }

    /// <summary>How it weighs the classes.</summary>
    public ClassWeighting Weighting { get; init; }

    /// <summary>Most splits between root and leaf; null: the model's own default.</summary>
    public int? Depth { get; init; }

    /// <summary>Most leaves of a tree; null: the model's own default.</summary>
    public int? Leaves { get; init; }

    /// <summary>Trees of a forest or rounds of boosting; null: the model's own default.</summary>
    public int? Rounds { get; init; }

    /// <summary>γ of boosting by focal loss; null: cross-entropy.</summary>
    public double? FocalGamma { get; init; }

    /// <summary>How the trees of a forest draw rows of each class.</summary>
    public ClassSampling ClassSampling { get; init; }

    /// <summary>Seed of all draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads at most.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether its trees grow until every leaf is of one class, so that weights hardly change what they answer.</summary>
    public bool IsFullyGrown => Family is ModelFamily.Tree or ModelFamily.Forest && Depth is null && Leaves is null;

    /// <summary>Fits it.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="input">Who follows the fit, and a resampler.</param>
    public IProbabilisticClassifier Fit(Dataset data, FitInput input) => Family switch
    {
        ModelFamily.Logistic => LogisticRegressionClassifier.Fit(data, new LogisticRegressionOptions { Weighting = Weighting, DegreeOfParallelism = Threads }, input),
        ModelFamily.Tree => DecisionTreeClassifier.Fit(data, Tree(int.MaxValue) with { Weighting = Weighting }, input),
        ModelFamily.Forest => FitForest(data, input),
        ModelFamily.Boosting => FitBoosting(data, input),
        _ => FitAdaBoost(data, input),
    };

    private DecisionTreeOptions Tree(int depth) =>
        new() { MaxDepth = Depth ?? depth, MaxLeaves = Leaves ?? int.MaxValue, Seed = Seed, DegreeOfParallelism = Threads };

    private RandomForestClassifier FitForest(Dataset data, FitInput input)
    {
        var options = new RandomForestOptions
        {
            Weighting = Weighting,
            ClassSampling = ClassSampling,
            MaxDepth = Depth ?? int.MaxValue,
            MaxLeaves = Leaves ?? int.MaxValue,
            Seed = Seed,
            DegreeOfParallelism = Threads,
        };
        return RandomForestClassifier.Fit(data, options with { TreeCount = Rounds ?? options.TreeCount }, input);
    }

    private GradientBoostingClassifier FitBoosting(Dataset data, FitInput input)
    {
        var options = new GradientBoostingOptions { Weighting = Weighting, Seed = Seed, DegreeOfParallelism = Threads };
        options = options with
        {
            Rounds = Rounds ?? options.Rounds,
            Tree = options.Tree with { MaxDepth = Depth ?? options.Tree.MaxDepth, MaxLeaves = Leaves ?? options.Tree.MaxLeaves },
        };
        return FocalGamma switch
        {
            null => GradientBoostingClassifier.Fit(data, options, input),
            { } gamma when data.ClassCount == 2 => GradientBoostingClassifier.Fit(data, new BinaryFocalLoss<float>((float)gamma), options, input),
            { } gamma => GradientBoostingClassifier.FitSoftmax(data, new SoftmaxFocalLoss<float>((float)gamma), options, input),
        };
    }

    private AdaBoostClassifier FitAdaBoost(Dataset data, FitInput input)
    {
        var options = new AdaBoostOptions { Weighting = Weighting, Tree = Tree(AdaBoostDepth) };
        return AdaBoostClassifier.Fit(data, options with { Rounds = Rounds ?? options.Rounds }, input);
    }
}
