using System.Globalization;
using System.Text;
using Counterweight.Training.Models;

namespace Counterweight.Training.Interchange;

/// <summary>Writes the file: a head, the trees, and the parameters that readers ask for.</summary>
internal sealed class LightGbmWriter
{
    private readonly LightGbmEnsemble ensemble;
    private readonly string[] names;
    private readonly CategoryRanges categories;

    public LightGbmWriter(LightGbmEnsemble ensemble, ModelSchema schema)
    {
        this.ensemble = ensemble;
        names = LightGbmNames.Of([.. Enumerable.Range(0, ensemble.FeatureCount).Select(feature => schema.Features.Count == 0 ? "" : schema.Features[feature].Name)]);
        categories = new CategoryRanges(ensemble.Trees, ensemble.FeatureCount, schema);
    }

    public void Write(Stream destination)
    {
        // The head tells how many bytes each tree takes.
        var sizes = new int[ensemble.TreeCount];
        for (var tree = 0; tree < sizes.Length; tree++)
        {
            sizes[tree] = Encoding.UTF8.GetByteCount(TreeText(tree));
        }

        using var text = new StreamWriter(destination, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        WriteHead(text, sizes);
        for (var tree = 0; tree < sizes.Length; tree++)
        {
            text.Write(TreeText(tree));
        }

        text.WriteLine("end of trees");
        text.WriteLine();
        text.WriteLine("parameters:");
        text.WriteLine("[boosting: gbdt]");
        text.WriteLine($"[objective: {(ensemble.Objective ?? "none").Split(' ')[0]}]");
        text.WriteLine($"[num_class: {Integer(ensemble.OutputCount)}]");
        text.WriteLine($"[categorical_feature: {string.Join(',', categories.Features)}]");
        text.WriteLine("end of parameters");
    }

    /// <summary>An integer in digits.</summary>
    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    private void WriteHead(StreamWriter text, int[] sizes)
    {
        text.WriteLine("tree");
        text.WriteLine("version=v4");
        text.WriteLine($"num_class={Integer(ensemble.OutputCount)}");
        text.WriteLine($"num_tree_per_iteration={Integer(ensemble.OutputCount)}");
        text.WriteLine("label_index=0");
        text.WriteLine($"max_feature_idx={Integer(ensemble.FeatureCount - 1)}");
        if (ensemble.Objective is { } objective)
        {
            text.WriteLine($"objective={objective}");
        }

        if (ensemble.IsAveraged)
        {
            text.WriteLine("average_output");
        }

        text.WriteLine($"feature_names={string.Join(' ', names)}");
        text.WriteLine($"feature_infos={string.Join(' ', Enumerable.Repeat("none", names.Length))}");
        text.WriteLine($"tree_sizes={string.Join(' ', sizes.Select(size => Integer(size)))}");
        text.WriteLine();
    }

    private string TreeText(int tree)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Tree={tree}\n");
        new LightGbmTreeWriter(ensemble, categories, tree).Write(text);
        return text.Append("\n\n").ToString();
    }
}
