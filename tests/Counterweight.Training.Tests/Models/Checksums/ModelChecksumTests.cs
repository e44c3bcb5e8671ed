using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Xunit;

namespace Counterweight.Training.Tests.Models.Checksums;

/// <summary>
/// The bytes of the model files of every trainer of trees, option after option, and of what wraps them, as <c>checksums.txt</c> has them. Every
/// machine, register width and number of threads must agree.
/// </summary>
/// <remarks>To accept new bytes: <c>dotnet Counterweight.Training.Tests.dll -explicit only -method *.WriteModelChecksums</c>.</remarks>
public sealed class ModelChecksumTests
{
    private static readonly ModelCase[] Cases = [.. TreeCases.All(), .. BoostingCases.All(), .. WrappedCases.All()];

    private static readonly Lazy<Dictionary<string, string>> Committed = new(() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Models", "Checksums", "checksums.txt"))
        .Select(line => line.Split('\t'))
        .ToDictionary(fields => fields[0], fields => fields[1], StringComparer.Ordinal));

    public static TheoryData<string, int> Groups
    {
        get
        {
            var groups = new TheoryData<string, int>();
            foreach (var group in Cases.Select(GroupOf).Distinct(StringComparer.Ordinal))
            {
                groups.Add(group, 1);
                groups.Add(group, 3);
            }

            return groups;
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void ModelsHaveTheCommittedBytes(string group, int threads) => Assert.All(
        Cases.Where(model => string.Equals(GroupOf(model), group, StringComparison.Ordinal)),
        model => Assert.Equal((model.Name, Committed.Value[model.Name]), (model.Name, Hash(model, threads))));

    [Fact]
    public void NoCommittedModelIsGone() => Assert.Equal(Cases.Select(model => model.Name), Committed.Value.Keys, StringComparer.Ordinal);

    [Fact(Explicit = true)]
    public void WriteModelChecksums() => File.WriteAllLines(CommittedPath(), Cases.Select(model => $"{model.Name}\t{Hash(model, 1)}"));

    private static string GroupOf(ModelCase model) => string.Join(' ', model.Name.Split(' ').Take(2));

    private static string Hash(ModelCase model, int threads) => Convert.ToHexStringLower(SHA256.HashData(TestData.Saved(model.Fit(threads))))[..16];

    private static string CommittedPath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "checksums.txt");
}
