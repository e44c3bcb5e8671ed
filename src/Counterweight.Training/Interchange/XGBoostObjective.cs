namespace Counterweight.Training.Interchange;

/// <summary>What XGBoost calls an objective: what its base scores mean, and whether its scores are those of a classifier.</summary>
internal sealed class XGBoostObjective
{
    // Where all labels are the same, releases from 3 on keep a probability this far from 0 and 1.
    private const float LeastProbability = 1e-6f;

    private readonly JsonField field;

    /// <summary>Reads the name.</summary>
    /// <exception cref="InvalidDataException">The objective is unknown.</exception>
    public XGBoostObjective(JsonField field)
    {
        this.field = field;
        Name = field.Text();
        if (KindOf(Name) == Kind.Unknown)
        {
            throw field.Fault(Require.Text($"is '{Name}', which this package does not know"));
        }
    }

    private enum Kind
    {
        Unknown,
        Logistic,
        Raw,
        Softmax,
        Exponential,
        Identity,
    }

    public string Name { get; }

    /// <summary>Whether the version of the file matters for base scores: until release 1.6 this one's were probabilities.</summary>
    public bool IsRaw => KindOf(Name) == Kind.Raw;

    /// <summary>Classes of a classifier of so many scores.</summary>
    /// <exception cref="InvalidDataException">This is no classifier's objective, or another number of scores.</exception>
    public int ClassCount(int outputCount)
    {
        var isBinary = KindOf(Name) is Kind.Logistic or Kind.Raw;
        if (!isBinary && KindOf(Name) != Kind.Softmax)
        {
            throw field.Fault(Require.Text($"is '{Name}'; a classifier's is binary:logistic, binary:logitraw, reg:logistic, multi:softprob or multi:softmax. LoadScores reads others"));
        }

        return isBinary == (outputCount == 1) ? Math.Max(outputCount, 2) : throw field.Fault(Require.Text($"is '{Name}', which goes with {(isBinary ? "no num_class" : "a num_class above 1")}, but the model has scores of {outputCount}"));
    }

    /// <summary>Where scores start, in XGBoost's arithmetic of floats.</summary>
    /// <param name="baseScore">A base score.</param>
    /// <param name="isOfList">Whether it is one of a list, as releases from 3.1 on have them.</param>
    public double Start(float baseScore, bool isOfList)
    {
        switch (KindOf(Name))
        {
            case Kind.Logistic:
                var probability = isOfList || baseScore is 0 or 1 ? Math.Clamp(baseScore, LeastProbability, 1 - LeastProbability) : baseScore;
                return (float)-Math.Log((1 / probability) - 1);
            case Kind.Exponential:
                return (float)Math.Log(baseScore);
            default:
                return baseScore;
        }
    }

    private static Kind KindOf(string name) => name switch
    {
        "binary:logistic" or "reg:logistic" => Kind.Logistic,
        "binary:logitraw" => Kind.Raw,
        "multi:softprob" or "multi:softmax" => Kind.Softmax,
        "count:poisson" or "reg:gamma" or "reg:tweedie" or "survival:cox" or "survival:aft" => Kind.Exponential,
        "binary:hinge" or "reg:squarederror" or "reg:linear" or "reg:squaredlogerror" or "reg:pseudohubererror" or "reg:absoluteerror"
            or "rank:pairwise" or "rank:ndcg" or "rank:map" => Kind.Identity,
        _ => Kind.Unknown,
    };
}
