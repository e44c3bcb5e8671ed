using Counterweight.Training;
using Counterweight.Training.Evaluation;

namespace Counterweight.Cli.Comparison;

/// <summary>What one model reached, averaged over the splits.</summary>
internal sealed class ModelResult(ModelKind model, int classCount)
{
    private readonly double[] recalls = new double[classCount];
    private double balancedAccuracy;
    private double macroF1;
    private double seconds;
    private int splits;

    public ModelKind Model => model;

    /// <summary>The model of the last split.</summary>
    public IClassifier? Last { get; private set; }

    public double BalancedAccuracy => balancedAccuracy / splits;

    public double MacroF1 => macroF1 / splits;

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

    public void Add(ClassificationReport report, TimeSpan fit, IClassifier fitted)
    {
        for (var label = 0; label < recalls.Length; label++)
        {
            recalls[label] += report.Recall(label);
        }

        balancedAccuracy += report.BalancedAccuracy;
        macroF1 += report.MacroF1;
        seconds += fit.TotalSeconds;
        Last = fitted;
        splits++;
    }
}
