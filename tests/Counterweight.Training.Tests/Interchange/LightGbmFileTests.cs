using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Interchange;
using Counterweight.Training.Models;
using Counterweight.Training.Tests.Models.Checksums;
using Xunit;

namespace Counterweight.Training.Tests.Interchange;

/// <summary>Files of LightGBM, against what LightGBM 4.7.0 itself says of them: Golden/lightgbm_files.py made the numbers.</summary>
public class LightGbmFileTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "lightgbm_files.json"))).RootElement;

    public static TheoryData<string> Written => [.. LightGbmCases.All.Keys];

    public static TheoryData<string> Trained => [.. Golden.GetProperty("trained").EnumerateObject().Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Written))]
    public void LightGbmSaysTheSameOfOurModelsToTheBit(string name)
    {
        var (model, rows) = LightGbmCases.All[name];
        var golden = Golden.GetProperty("written").GetProperty(name);
        Assert.Equal(golden.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(Saved(model))), StringComparer.Ordinal);
        Assert.Equal(Bits(golden), LightGbmCases.Scores(model, rows).Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void ModelsOfLightGbmSayTheSameHereToTheBit(string name)
    {
        var golden = Golden.GetProperty("trained").GetProperty(name);
        var rows = Dataset(golden);
        Assert.Equal(Bits(golden), LightGbmCases.Scores(LightGbmFile.LoadScores(Text(golden)).Model, rows).Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void ClassifiersOfLightGbmAreOurs(string name)
    {
        var golden = Golden.GetProperty("trained").GetProperty(name);
        if (name.StartsWith("regression", StringComparison.Ordinal))
        {
            Assert.Contains("'regression'", Assert.Throws<InvalidDataException>(() => LightGbmFile.LoadClassifier(Text(golden))).Message, StringComparison.Ordinal);
            return;
        }

        var (model, schema) = LightGbmFile.LoadClassifier(Text(golden));
        var rows = Dataset(golden);
        var probabilities = new double[rows.RowCount * model.ClassCount];
        model.PredictProbabilities(rows, probabilities);
        double[] theirs = [.. golden.GetProperty("probabilities").EnumerateArray().Select(each => each.GetDouble())];
        Assert.Equal(theirs.Length, probabilities.Length);
        Assert.All(theirs.Zip(probabilities), pair => Assert.Equal(pair.First, pair.Second, 1e-14));

        // Kept in a file of ours, they stay the same.
        var again = ModelFile.Load<GradientBoostingClassifier>(new MemoryStream(TestData.Saved(model, schema))).Model;
        Assert.Equal(Bits(golden), LightGbmCases.Scores(again, rows).Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void WhatIsWrittenIsReadAgain(string name)
    {
        var (model, rows) = LightGbmCases.All[name];
        var read = LightGbmFile.LoadScores(new MemoryStream(Saved(model))).Model;
        var (expected, actual) = (LightGbmCases.Scores(model, rows), LightGbmCases.Scores(read, rows));
        var areDivided = name.Contains("forest", StringComparison.Ordinal);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, areDivided ? 1e-15 : 0));
    }

    [Fact]
    public void EveryCodeOfTheNamesGoesWhereItGoes()
    {
        var data = ChecksumData.Gaps;
        var model = (GradientBoostingClassifier)LightGbmCases.All["categories"].Model;
        string[] codes = [.. Enumerable.Range(0, 100).Select(code => FormattableString.Invariant($"c{code}"))];
        var schema = new ModelSchema([.. Enumerable.Range(0, data.FeatureCount).Select(feature => new FeatureSchema(data.FeatureNames[feature], feature % 2 == 0 ? codes : null))], []);
        using var stream = new MemoryStream();
        LightGbmFile.Save(model, stream, schema);
        var values = Enumerable.Range(0, data.FeatureCount).SelectMany(feature => Enumerable.Range(0, 500).Select(row => (double)((feature % 2 == 0 ? row % 100 : row % 7) + (feature * row / 100 % 2)) % 100)).ToArray();
        var rows = TestData.Create(data.FeatureCount, data.ClassCount, values, new int[500]);
        Assert.Equal(LightGbmCases.Scores(model, rows), LightGbmCases.Scores(LightGbmFile.LoadScores(new MemoryStream(stream.ToArray())).Model, rows));
    }

    [Fact]
    public void APathIsWrittenWholeAndReadAsAStreamIs()
    {
        var (model, rows) = LightGbmCases.All["categories"];
        var folder = Directory.CreateTempSubdirectory("counterweight-lightgbm-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.txt");
            LightGbmFile.Save(model, path);
            Assert.Equal(Saved(model), File.ReadAllBytes(path));
            Assert.Equal(LightGbmCases.Scores(model, rows), LightGbmCases.Scores(LightGbmFile.LoadScores(path).Model, rows));
            Assert.Equal(((GradientBoostingClassifier)model).ClassCount, LightGbmFile.LoadClassifier(path).Model.ClassCount);

            // What is refused leaves the file as it was, and nothing beside it.
            Assert.Throws<ArgumentException>("schema", () => LightGbmFile.Save(model, path, new ModelSchema([], ["one"])));
            Assert.Equal(Saved(model), File.ReadAllBytes(path));
            Assert.Single(folder.GetFiles());
            Assert.Throws<FileNotFoundException>(() => LightGbmFile.LoadScores(path + "x"));
            Assert.Throws<ArgumentException>("path", () => LightGbmFile.Save(model, ""));
            Assert.Throws<ArgumentException>("path", () => LightGbmFile.LoadClassifier(""));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The files that lightgbm_files.py reads, into the folder that COUNTERWEIGHT_LIGHTGBM names.</summary>
    [Fact(Explicit = true)]
    public void WriteLightGbmFiles()
    {
        var folder = Directory.CreateDirectory(Environment.GetEnvironmentVariable("COUNTERWEIGHT_LIGHTGBM")!).FullName;
        foreach (var (name, (model, rows)) in LightGbmCases.All)
        {
            File.WriteAllBytes(Path.Combine(folder, name + ".txt"), Saved(model));
            var bytes = new byte[rows.RowCount * rows.FeatureCount * sizeof(double)];
            for (var i = 0; i < rows.RowCount * rows.FeatureCount; i++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), rows.Column(i % rows.FeatureCount)[i / rows.FeatureCount]);
            }

            File.WriteAllBytes(Path.Combine(folder, name + ".rows"), bytes);
        }
    }

    private static byte[] Saved(ISavedModel model)
    {
        using var stream = new MemoryStream();
        LightGbmFile.Save(model, stream);
        return stream.ToArray();
    }

    private static IEnumerable<long> Bits(JsonElement golden) =>
        golden.GetProperty("scores").EnumerateArray().Select(each => long.Parse(each.GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static MemoryStream Text(JsonElement golden) => new(Encoding.UTF8.GetBytes(golden.GetProperty("model").GetString()!));

    private static Dataset Dataset(JsonElement golden)
    {
        double[][] rows = [.. golden.GetProperty("rows").EnumerateArray().Select(row => (double[])[.. row.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())])];
        var values = Enumerable.Range(0, rows[0].Length).SelectMany(feature => rows.Select(row => row[feature])).ToArray();
        return TestData.Create(rows[0].Length, 2, values, new int[rows.Length]);
    }
}
