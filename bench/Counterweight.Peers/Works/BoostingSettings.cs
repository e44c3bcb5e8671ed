using System.Globalization;
using Counterweight.Losses;
using Counterweight.Training.Boosting;
using Counterweight.Training.Trees;

namespace Counterweight.Peers.Works;

/// <summary>The same boosting in our words and in LightGBM's; what is not said here are LightGBM's defaults.</summary>
/// <param name="Rounds">Rounds.</param>
/// <param name="Leaves">Most leaves of a tree.</param>
internal sealed record BoostingSettings(int Rounds, int Leaves)
{
    private const int Bins = 255;
    private const int LeafRows = 20;
    private const double Rate = 0.1;
    private const double LeafHessian = 1e-3;

    /// <summary>Most splits between root and leaf; 0: any number.</summary>
    public int Depth { get; init; }

    /// <summary>Which node we split next; LightGBM always takes the best.</summary>
    public GradientTreeGrowth Growth { get; init; }

    /// <summary>How we score several classes; LightGBM always grows a tree for each.</summary>
    public GradientMulticlass Multiclass { get; init; }

    public GradientBoostingOptions Ours(int threads) => new()
    {
        Rounds = Rounds,
        LearningRate = Rate,
        Multiclass = Multiclass,
        HessianFactor = HessianFactor.ClassRatio,
        DegreeOfParallelism = threads,
        Tree = new() { Growth = Growth, MaxLeaves = Leaves, MaxDepth = Depth == 0 ? int.MaxValue : Depth, MinRowCount = LeafRows, MinHessian = LeafHessian, L2 = 0 },
    };

    public string LightGbm(int classes, int threads, bool isQuantized) => string.Create(
        CultureInfo.InvariantCulture,
        $"verbosity=-1 num_threads={threads} force_row_wise=true {(isQuantized ? "use_quantized_grad=true " : "")}{(classes == 2 ? "objective=binary" : $"objective=multiclass num_class={classes}")} num_leaves={Leaves} max_depth={(Depth == 0 ? -1 : Depth)} max_bin={Bins} min_data_in_leaf={LeafRows} learning_rate={Rate} lambda_l2=0 min_sum_hessian_in_leaf={LeafHessian}");

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rounds} rounds, at most {Leaves} leaves{(Depth == 0 ? "" : $" and {Depth} splits deep")}, {Bins} bins, at least {LeafRows} rows a leaf, learning rate {Rate}");
}
