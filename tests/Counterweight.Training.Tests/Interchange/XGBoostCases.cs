using System.Globalization;
using System.Text;
using System.Text.Json;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Interchange;

/// <summary>A model that XGBoost trained, and what it says of rows: Golden/xgboost_files.py made the numbers.</summary>
internal sealed class XGBoostCases
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "xgboost_files.json"))).RootElement.GetProperty("trained");

    private readonly JsonElement golden;
    private readonly double[][] rows;

    public XGBoostCases(string name)
    {
        golden = Golden.GetProperty(name);
        rows = [.. Texts("rows").Select(row => (double[])[.. row.Split(' ').Select(value => double.Parse(value, CultureInfo.InvariantCulture))])];
        Margins = [.. golden.GetProperty("margins").GetString()!.Split(' ').Select(bits => BitConverter.Int32BitsToSingle(int.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];
        Booster = JsonDocument.Parse(Model.Replace("NaN", "0", StringComparison.Ordinal)).RootElement.GetProperty("learner").GetProperty("gradient_booster");
    }

    public static TheoryData<string> Names => [.. Golden.EnumerateObject().Select(each => each.Name)];

    public string Model => golden.GetProperty("model").GetString()!;

    public JsonElement Booster { get; }

    public bool IsDart => Booster.TryGetProperty("weight_drop", out _);

    /// <summary>Scores of each row, K a row.</summary>
    public float[] Margins { get; }

    public double[] Predictions => [.. golden.GetProperty("predictions").EnumerateArray().Select(each => each.GetDouble())];

    public double[] Importances => [.. golden.GetProperty("importances").EnumerateArray().Select(each => each.GetDouble())];

    public Dataset Rows => TestData.Create(rows[0].Length, 2, Values(value => value), new int[rows.Length]);

    /// <summary>The rows as floats, as XGBoost takes them.</summary>
    public Dataset SingleRows => new(Rows.FeatureNames, Rows.ClassNames, Values(value => (float)value), new int[rows.Length]);

    public MemoryStream Stream => new(Encoding.UTF8.GetBytes(Model));

    /// <summary>What the leaf of each row and tree of the file adds: their values as XGBoost has them.</summary>
    public double[][] LeafValues()
    {
        var trees = (Booster.TryGetProperty("gbtree", out var inner) ? inner : Booster).GetProperty("model").GetProperty("trees").EnumerateArray().ToArray();
        float[][] conditions = [.. trees.Select(tree => (float[])[.. tree.GetProperty("split_conditions").EnumerateArray().Select(value => value.GetSingle())])];
        double[] weights = [.. IsDart ? Booster.GetProperty("weight_drop").EnumerateArray().Select(value => (double)value.GetSingle()) : trees.Select(_ => 1.0)];
        return [.. Texts("leaves").Select(row => (double[])[.. row.Split(' ').Select((leaf, tree) => weights[tree] * conditions[tree][int.Parse(leaf, CultureInfo.InvariantCulture)])])];
    }

    /// <summary>Our number of each tree of the file: here the classes take turns.</summary>
    public int[] TreeNumbers(int classes)
    {
        var seen = new int[classes];
        return [.. (Booster.TryGetProperty("gbtree", out var inner) ? inner : Booster).GetProperty("model").GetProperty("tree_info").EnumerateArray().Select(each => (seen[each.GetInt32()]++ * classes) + each.GetInt32())];
    }

    public static double[] Scores(GradientBoostingModel model, Dataset data)
    {
        var scores = new double[data.RowCount * model.OutputCount];
        model.PredictScores(data, scores);
        return scores;
    }

    private IEnumerable<string> Texts(string name) => golden.GetProperty(name).EnumerateArray().Select(each => each.GetString()!);

    private T[] Values<T>(Func<double, T> convert) => [.. Enumerable.Range(0, rows[0].Length).SelectMany(feature => rows.Select(row => convert(row[feature])))];
}
