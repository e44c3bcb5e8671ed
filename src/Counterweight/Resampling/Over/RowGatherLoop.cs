using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Over;

/// <summary>The loop that copies chosen rows, one behind the other.</summary>
internal static class RowGatherLoop
{
    public static void Gather(ReadOnlySpan<float> features, int featureCount, ReadOnlySpan<int> rows, Span<float> destination)
    {
        DebugChecks.Rows(rows, features.Length / featureCount);
        for (var i = 0; i < rows.Length; i++)
        {
            features.Slice(checked(rows[i] * featureCount), featureCount).CopyTo(destination.Slice(checked(i * featureCount), featureCount));
        }
    }
}
