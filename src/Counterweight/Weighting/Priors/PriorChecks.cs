using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Weighting.Priors;

/// <summary>Checks of priors, ratios and the scores that they correct.</summary>
internal static class PriorChecks
{
    /// <summary>Scores of rows of as many classes as there are ratios.</summary>
    public static void Rows<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> logRatios, Span<T> destination, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Scores(scores, logRatios, destination, name);
        if (scores.Length % logRatios.Length != 0)
        {
            throw new ArgumentException(Guard.Text($"{name} has {scores.Length} elements, which is no multiple of {logRatios.Length} classes."), name);
        }
    }

    /// <summary>Scores of one class of two.</summary>
    public static void Binary<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> logRatios, Span<T> destination, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.SameLength(logRatios.Length, 2, nameof(logRatios), "one of two classes");
        Scores(scores, logRatios, destination, name);
    }

    /// <summary>What classes counted in training.</summary>
    public static void Trained<T>(ReadOnlySpan<T> trained, string name = "trained")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (trained.IsEmpty)
        {
            throw new ArgumentException("There are no classes.", name);
        }

        for (var c = 0; c < trained.Length; c++)
        {
            if (!(trained[c] > T.Zero && T.IsFinite(trained[c])))
            {
                throw new ArgumentOutOfRangeException(name, trained[c], Guard.Text($"{name}[{c}] is {trained[c]}; it must be finite and above 0."));
            }
        }
    }

    /// <summary>What classes count where a model is used.</summary>
    public static void Deployed<T>(ReadOnlySpan<T> deployed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!deployed.IsEmpty && Guard.Weights(deployed, nameof(deployed)) == 0)
        {
            throw new ArgumentException("All of deployed is 0: no class would occur.", nameof(deployed));
        }
    }

    private static void Scores<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> logRatios, Span<T> destination, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        if (logRatios.IsEmpty)
        {
            throw new ArgumentException("There are no classes.", nameof(logRatios));
        }

        Guard.SameLength(destination.Length, scores.Length, nameof(destination), name);
        Guard.NoPartialOverlap(destination, scores, nameof(destination), name);
        Guard.Disjoint<T, T>(destination, logRatios, nameof(destination), nameof(logRatios));
        var any = false;
        for (var c = 0; c < logRatios.Length; c++)
        {
            if (!(logRatios[c] < T.PositiveInfinity))
            {
                throw new ArgumentOutOfRangeException(nameof(logRatios), logRatios[c], Guard.Text($"logRatios[{c}] is {logRatios[c]}; it must be finite or -Infinity."));
            }

            any |= T.IsFinite(logRatios[c]);
        }

        if (!any)
        {
            throw new ArgumentException("All of logRatios is -Infinity: no class would occur.", nameof(logRatios));
        }
    }
}
