namespace Counterweight.Mutation.Faults;

/// <summary>Files of other libraries: what is written, read and refused.</summary>
internal static class InterchangeFaults
{
    private const string LightGbm = "Counterweight.Training.Tests: *.LightGbmFileTests *.LightGbmRefusalTests";
    private const string XGBoost = "Counterweight.Training.Tests: *.XGBoostFileTests *.XGBoostRefusalTests *.FloatThresholdTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("the start is in every tree", "LightGbmEnsemble.cs", "tree < outputs ? starts[tree] : 0", "starts[tree % outputs]", LightGbm),
        new("a correction of two classes is of the second alone", "LightGbmEnsemble.cs", "logRatios[1] - logRatios[0]", "logRatios[1]", LightGbm),
        new("a class without probability is written", "LightGbmEnsemble.cs", "!double.IsFinite(logRatios[label])", "double.IsNaN(logRatios[label])", LightGbm),
        new("forests are sums", "LightGbmEnsemble.cs", "IsAveraged => Objective is null", "IsAveraged => Objective is \"\"", LightGbm),
        new("trees of vector leaves are taken one by one", "LightGbmTreeWriter.cs", "ensemble.IsShared ? tree / ensemble.OutputCount : tree", "tree", LightGbm),
        new("missing values go right", "LightGbmTreeWriter.cs", "split.MissingGoesLeft ? LightGbmTree.MissingLeft : 0", "0", LightGbm),
        new("children never change sides", "LightGbmTreeWriter.cs", "split.CategorySet >= 0 && split.MissingGoesLeft", "split.CategorySet < -1", LightGbm),
        new("infinite thresholds are written", "LightGbmTreeWriter.cs", "Math.Clamp(Split(node).Threshold, double.MinValue, double.MaxValue)", "Split(node).Threshold", LightGbm),
        new("codes end with a set", "CategoryRanges.cs", "words[feature] = ((schema.Features[feature].Categories?.Count ?? 0) + 31) / 32;", "words[feature] = 0;", LightGbm),
        new("sets of categories are not turned round", "CategoryRanges.cs", " != split.MissingGoesLeft)", ")", LightGbm),
        new("names are written as they are", "LightGbmNames.cs", ": Clean(names[feature]);", ": names[feature];", LightGbm),
        new("names need not differ", "LightGbmNames.cs", "!taken.Add(name); i++", "i < 0; i++", LightGbm),
        new("sizes are in letters", "LightGbmWriter.cs", "Encoding.UTF8.GetByteCount(TreeText(tree))", "TreeText(tree).Length + 1", LightGbm),
        new("missing values that are 0 go where they are told", "LightGbmTree.cs", "0 => thresholds[number] >= 0,", "0 => (decision & MissingLeft) != 0,", LightGbm),
        new("zeros may count as missing", "LightGbmTree.cs", "MissingMask = 3 << 2", "MissingMask = 2 << 2", LightGbm),
        new("means are sums", "ImportedTrees.cs", "value /= Math.Max(divisor, 1);", "value /= 1;", LightGbm),
        new("the last leaf of a tree is one too many", "ImportedTrees.cs", "if (seen > tree.NodeCount)", "if (seen >= tree.NodeCount)", LightGbm),
        new("any child is taken", "LightGbmTree.cs", "Check(block, \"right_child\", tree.rights, -leaves, leaves - 2);", "", LightGbm),
        new("linear leaves are constant", "LightGbmTree.cs", "block.Integer(\"is_linear\", 0, 1) == 1", "block.Integer(\"is_linear\", 0, 1) == 2", LightGbm),
        new("any slope of a sigmoid is 1", "LightGbmFile.cs", "[\"binary\", \"sigmoid:1\"] =>", "[\"binary\", ..] =>", LightGbm),
        new("rounds may be broken", "LightGbmReader.cs", "if (trees.Count % outputs != 0)", "if (trees.Count % outputs < 0)", LightGbm),
        new("doubles that round to a threshold are below it", "FloatThreshold.cs", "(float)middle < threshold ? middle", "(float)middle <= threshold ? middle", XGBoost),
        new("the greatest float has no neighbour", "FloatThreshold.cs", "Math.CopySign(Math.ScaleB(1, 128), value)", "value", XGBoost),
        new("nothing is below −∞ but missing values", "XGBoostTree.cs", ", MissingGoesLeft = !split.MissingGoesLeft }", " }", XGBoost),
        new("missing values go the other way", "XGBoostTree.cs", "missingGoLeft[number] != 0", "missingGoLeft[number] == 0", XGBoost),
        new("unknown categories go right", "XGBoostTree.cs", "others: true", "others: false", XGBoost),
        new("sets of categories take any memory", "XGBoostTree.cs", ">= MaxCategoryWords)", ">= int.MaxValue)", XGBoost),
        new("weights of dropped trees are 1", "XGBoostTree.cs", "? weight * conditions[number]", "? conditions[number]", XGBoost),
        new("a base score is no probability", "XGBoostObjective.cs", "return (float)-Math.Log((1 / probability) - 1);", "return probability;", XGBoost),
        new("probabilities of 0 are kept", "XGBoostObjective.cs", "isOfList || baseScore is 0 or 1", "baseScore > 2", XGBoost),
        new("old base scores are read as new ones", "XGBoostReader.cs", "minor >= 7", "minor >= 0", XGBoost),
        new("trees of a class stay side by side", "XGBoostReader.cs", "order[place] = tree;", "order[tree] = tree;", XGBoost),
        new("names end at an escaped quote", "XGBoostJson.cs", "if (isText && json[i]", "if (!isText && json[i]", XGBoost),
    ];
}
