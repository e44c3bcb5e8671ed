using System.Numerics.Tensors;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Boosting;

/// <summary>Watches the error on validation rows.</summary>
internal sealed class AdaBoostStopping
{
    private readonly Dataset? validation;
    private readonly int patience;
    private readonly double[] classWeights;
    private readonly double[] votes;
    private readonly int[] told;
    private double lowest = double.PositiveInfinity;
    private int count;

    public AdaBoostStopping(Dataset? validation, AdaBoostOptions options)
    {
        this.validation = options.EarlyStoppingRounds > 0 ? validation : null;
        patience = options.EarlyStoppingRounds;
        var rows = this.validation?.RowCount ?? 0;
        classWeights = this.validation is null ? [] : TrainingInput.ClassWeightsOf(this.validation, options.Weighting, []);
        votes = new double[ArraySize.Product(nameof(validation), "votes of rows and classes", rows, this.validation?.ClassCount ?? 0)];
        told = new int[rows];
    }

    /// <summary>Trees up to the lowest error; null where nothing is watched.</summary>
    public int? BestCount { get; private set; }

    public bool IsOver => validation is not null && count - (BestCount ?? 0) >= patience;

    public void Add(DecisionTreeClassifier tree, double vote)
    {
        if (validation is null)
        {
            return;
        }

        count++;
        tree.Predict(validation, told);
        var error = 0.0;
        for (var row = 0; row < told.Length; row++)
        {
            var own = votes.AsSpan(row * validation.ClassCount, validation.ClassCount);
            own[told[row]] += vote;
            var label = validation.Labels[row];
            error += TensorPrimitives.IndexOfMax<double>(own) == label ? 0 : classWeights.Length == 0 ? 1 : classWeights[label];
        }

        if (error < lowest)
        {
            (lowest, BestCount) = (error, count);
        }
    }
}
