using Counterweight.Metrics;
using Counterweight.Training;

namespace Counterweight.Cli.Comparison;

/// <summary>What one model reached, averaged over the splits.</summary>
internal sealed class ModelResult(ComparedModel model, int classCount)
{
    private readonly double[] recalls = new double[classCount];
    private readonly double[] precisions = new double[classCount];
    private double seconds;
    private int splits;

    public ComparedModel Model => model;

    /// <summary>The model of the last split.</summary>
    public IClassifier? Last { get; private set; }

    public Spread BalancedAccuracy { get; } = new();

    public Spread MacroF1 { get; } = new();

    /// <summary>The mean area under the ROC curves of each class against the others.</summary>
    public Spread Auc { get; } = new();

    /// <summary>What its class weights did; null where it has none, or there is no such model without.</summary>
    public WeightEffect? Effect { get; set; }

    /// <summary>What its answers cost, where that is known.</summary>
    public DecisionCosts Costs { get; } = new();

    /// <summary>Time to fit, from raw features to a model.</summary>
    public double FitSeconds => seconds / splits;

    /// <summary>What the fits of all splits ask of the kernels.</summary>
    public KernelTimer Kernels { get; } = new();

    /// <summary>Of the probabilities as the model gives them.</summary>
    public ProbabilityScores Calibration { get; } = new();

    /// <summary>The same after prior correction, where the model needs one.</summary>
    public ProbabilityScores Corrected { get; } = new();

    public double KernelRowsPerSecond => Kernels.RowsPerSecond;

    public double Recall(int label) => recalls[label] / splits;

    /// <summary>0 in a split where the class was not answered.</summary>
    public double Precision(int label) => precisions[label] / splits;

    public void Add(ConfusionMatrix confusion, TimeSpan fit, IClassifier fitted)
    {
        for (var label = 0; label < recalls.Length; label++)
        {
            recalls[label] += confusion.Recall(label);
            precisions[label] += confusion.Precision(label);
        }

        BalancedAccuracy.Add(confusion.BalancedAccuracy);
        MacroF1.Add(confusion.FBeta(ClassAverage.Macro, zeroDivision: double.NaN));
        seconds += fit.TotalSeconds;
        Last = fitted;
        splits++;
    }
}
