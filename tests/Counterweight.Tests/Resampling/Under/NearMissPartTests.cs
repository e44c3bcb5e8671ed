using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Tests.Resampling.Under;

/// <summary>More distances to all of the minority than are held at a time.</summary>
[Trait("Registers", "any")]
public sealed class NearMissPartTests
{
    [Fact]
    public void PartsAreThoseOfAllRows()
    {
        // 2,100 of the minority leave room for 1,997 rows at a time.
        var cloud = Cloud.Create(4, 1, 4200, 2100);
        int[] minority = [.. Enumerable.Range(0, cloud.Rows).Where(row => cloud.Labels[row] == 1)];
        var (least, greatest) = (minority.Min(row => cloud.Points[row]), minority.Max(row => cloud.Points[row]));
        int[] expected =
        [
            .. Enumerable.Range(0, cloud.Rows).Where(row => cloud.Labels[row] == 0)
                .OrderBy(row => MathF.Max(MathF.Abs(cloud.Points[row] - least), MathF.Abs(cloud.Points[row] - greatest))).Take(50).Order(),
        ];
        var kept = NearMiss.Select(cloud.Data, NearMissVersion.Two, SamplingStrategy.Counts((0, 50)), 1);
        Assert.Equal(expected, kept.Where(row => cloud.Labels[row] == 0));
    }
}
