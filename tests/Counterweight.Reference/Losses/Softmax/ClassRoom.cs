using Counterweight.Losses;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>A thread's room for the sums of each class, so that a call after the first allocates nothing.</summary>
internal static class ClassRoom
{
    [ThreadStatic]
    private static LossSum[]? sums;

    public static Span<LossSum> Of(int classes)
    {
        if (sums is null || sums.Length < classes)
        {
            sums = new LossSum[classes];
        }

        return sums.AsSpan(0, classes);
    }
}
