using Microsoft.ML.Transforms;

namespace Counterweight.ML.Saving;

/// <summary>What a classifier of two classes says of a row.</summary>
internal sealed class BinaryOutput
{
    public bool PredictedLabel { get; set; }

    public float Score { get; set; }

    public float Probability { get; set; }

    /// <summary>Sets all of them by the probability of the second class.</summary>
    public void Set(double probability)
    {
        (PredictedLabel, Score, Probability) = (probability > 0.5, (float)LogOdds(probability), (float)probability);
    }

    /// <summary>ln p/(1 − p), finite also where p is 0 or 1: metrics of ML.NET take no infinity.</summary>
    private static double LogOdds(double probability)
    {
        const double Least = 5e-324;
        const double LeastComplement = 1.0 / (1L << 54);
        return Math.Log(Math.Max(probability, Least)) - Math.Log(Math.Max(1 - probability, LeastComplement));
    }
}

/// <summary>Scores rows by a classifier of two classes.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class BinaryMapping : CustomMappingFactory<ScoringSource, BinaryOutput>
{
    public const string Contract = "Counterweight.ML.Binary";

    public override Action<ScoringSource, BinaryOutput> GetMapping() => static (source, output) => output.Set(source.Score()[1]);
}
