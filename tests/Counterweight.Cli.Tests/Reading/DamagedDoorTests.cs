using Counterweight.Cli.Reading;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>Every door with bytes of it changed, taken out or cut off: a table or one line, never another exception.</summary>
public class DamagedDoorTests
{
    private const int Trials = 30;

    public static TheoryData<string> Files => [.. Door.ReadAll().Select(door => door.File).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void DamageIsATableOrOneLine(string name)
    {
        var whole = File.ReadAllBytes(Path.Combine(Door.Folder, name));
        var random = new Random(7);
        for (var trial = 0; trial < Trials && whole.Length > 1; trial++)
        {
            var damaged = Damage(whole, trial % 3, random);
            try
            {
                var table = RawTables.Read(damaged, atOnce: 1 << 16);
                Assert.All(table.Columns, column => Assert.Equal(table.RowCount, column.RowCount));
            }
            catch (InputException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    private static byte[] Damage(byte[] whole, int kind, Random random)
    {
        byte[] damaged = [.. whole];
        switch (kind)
        {
            case 0:
                for (var hit = 0; hit < 4; hit++)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                return damaged;
            case 1:
                return damaged[..random.Next(damaged.Length)];
            default:
                var start = random.Next(damaged.Length);
                return [.. damaged[..start], .. damaged[Math.Min(damaged.Length, start + random.Next(1, 9))..]];
        }
    }
}
