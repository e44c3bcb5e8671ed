namespace Counterweight.Mutation.Faults.Adapters;

/// <summary>ONNX files: what trees, calibrations, corrections and decisions become, and what is refused.</summary>
internal static class OnnxFaults
{
    private const string Rows = "Counterweight.Onnx.Tests: *.RowForRowTests";
    private const string Decisions = "Counterweight.Onnx.Tests: *.DecisionTests";
    private const string Files = "Counterweight.Onnx.Tests: *.FileTests";
    private const string Command = "Counterweight.Cli.Tests: *.ExportTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. Trees,
        .. Models,
        .. Answers,
    ];

    private static Fault[] Trees =>
    [
        new("a threshold goes right in ONNX", "TreeTable.cs", "AtMost = 0, Less = 1", "AtMost = 1, Less = 1", Rows),
        new("a knot is of the part before it in ONNX", "TreeTable.cs", "AtMost = 0, Less = 1", "AtMost = 0, Less = 0", Files),
        new("missing values go right in ONNX", "TreeTable.cs", "split.MissingGoesLeft == leftIsTrue ? 1 : 0", "0", Rows),
        new("missing values follow the left child whatever is true of it", "TreeTable.cs", "split.MissingGoesLeft == leftIsTrue ? 1 : 0", "split.MissingGoesLeft ? 1 : 0", Files),
        new("a set of no category is not told apart", "TreeTable.cs", "if (found.Count == 0)", "if (found.Count < 0)", Files),
        new("sets of categories run together", "TreeTable.cs", "        members.Add(double.NaN);\n", "", Rows),
        new("a tree of any depth is written", "TreeTable.cs", "if (place.Depth > GreatestDepth)", "if (place.Depth < 0)", Files),
        new("trees are walked with the last nodes first", "TreeTable.cs", "children.Add(ends ? AddLeaf(leaf(child)) : next++);", "children.Add(ends ? AddLeaf(leaf(child)) : ++next);", Rows),
        new("other categories go right", "SplitTree.cs", "var goLeft = !CategorySetList.Contains(Sets, split.CategorySet, -1);", "var goLeft = true;", Files),
        new("broken categories are looked up by their whole part", "ExportContext.cs", "whole = graph.Add(\"Where\", \"whole_categories\", isBrokenCategory, graph.Number(\"no_category\", -1), features);", "whole = features;", Rows),
        new("all numbers are whole", "ExportContext.cs", "isCategory[feature] = true;", "isCategory.AsSpan().Fill(feature >= 0);", Rows),
        new("the start is left out", "TreeSums.cs", "return Array.TrueForAll(start, value => value == 0) ? sums :", "return start.Length > 0 ? sums :", Rows),
        new("trees without splits are no trees", "TreeSums.cs", "start[value.Target] += value.Value;", "start[value.Target] += 0;", Rows),
        new("leaf rows of trees without splits are left out", "LeafRows.cs", "this.start[i] += row[i];", "this.start[i] += 0;", Rows),
        new("groups of trees replace each other", "LeafRows.cs", "sums is null ? sum : graph.Add(\"Add\", \"groups\", sums, sum)", "sum", Rows),
        new("the start of leaf rows is left out", "LeafRows.cs", "return Array.TrueForAll(start, value => value == 0) ? sums! :", "return start.Length > 0 ? sums! :", Rows),
    ];

    private static Fault[] Models =>
    [
        new("trees of boosting are all of one score", "TreeModels.cs", "new(number % outputs, values[node])", "new(0, values[node])", Rows),
        new("two scores are the wrong way round", "TreeModels.cs", "(\"axis\", 1), graph.Add(\"Neg\", \"score_of_0\", scores), scores)", "(\"axis\", 1), scores, graph.Add(\"Neg\", \"score_of_0\", scores))", Rows),
        new("forests are sums in ONNX", "TreeModels.cs", "Number(\"tree_count\", model.Roots.Length)", "Number(\"tree_count\", 1)", Rows),
        new("votes are not shared among the classes with weight", "TreeModels.cs", "all * Math.Max(1, model.WeightedClassCount - 1)", "all", Rows),
        new("votes count one each", "TreeModels.cs", "new(nodes[node].Label, vote)", "new(nodes[node].Label, 1)", Rows),
        new("a leaf's label is that of its place", "TreeModels.cs", "found.Select(node => (long)nodes[node].Label)", "found.Select((_, place) => (long)nodes[place].Label)", Rows),
        new("missing numbers stay missing", "LinearModel.cs", "values = graph.Add(\"Where\", \"present\", graph.Add(\"IsNaN\", \"is_missing\", values), graph.Number(\"mean\", 0), values);", "", Rows),
        new("standardised numbers have no limit", "LinearModel.cs", "values = graph.Add(\"Clip\", \"clipped\", values, graph.Number(\"least\", -LargestValue), graph.Number(\"greatest\", LargestValue));", "", Rows),
        new("factors are multiplied though their product is no double", "LinearModel.cs", "double.IsNormal(pair.First) || pair.Second == 0", "pair.First >= 0", Rows),
        new("unknown categories have the weights of the first", "LinearModel.cs", "graph.Add(\"Where\", \"known\", isKnown, value, none)", "graph.Add(\"Where\", \"known\", isKnown, value, graph.Number(\"first\", 0))", Rows),
        new("bags are sums", "ModelExport.cs", "graph.Number(\"bag_count\", model.Models.Count)", "graph.Number(\"bag_count\", 1)", Rows),
        new("ratios have no least", "ProbabilityModels.cs", "Math.Max(ratio - greatest, LeastRatio)", "ratio - greatest", Rows),
        new("corrected probabilities keep their sum", "ProbabilityModels.cs", "graph.Add(\"Div\", \"corrected\", products, graph.RowSums(products, \"sum\"))", "products", Rows),
        new("a line of two classes is that of class 0", "ProbabilityModels.cs", "calibrations == 1 ? 1 : i", "i", Rows),
        new("a temperature multiplies", "ProbabilityModels.cs", "graph.Add(\"Div\", \"logits\",", "graph.Add(\"Mul\", \"logits\",", Rows),
        new("rows whose calibrations are all 0 have no probability", "ProbabilityModels.cs", "graph.Number(\"equal\", 1.0 / calibrations)", "graph.Number(\"equal\", 0)", Decisions),
        new("calibrated probabilities of more classes keep their sum", "ProbabilityModels.cs", "graph.Add(\"Div\", \"fractions\", all, sum)", "all", Rows),
        new("functions are steps", "ProbabilityModels.cs", "rises[i] = isBetween ? values[right] - values[left] : 0;", "rises[i] = 0;", Rows),
        new("floats stay floats", "InputExport.cs", "Type == TensorProto.Types.DataType.Float ? Widened(value) : value;", "value;", Rows),
        new("a text that names no category is the first", "InputExport.cs", "Attributes.Of(\"default_float\", float.NaN)", "Attributes.Of(\"default_float\", 0f)", Rows),
    ];

    private static Fault[] Answers =>
    [
        new("a threshold is to be passed", "ThresholdDecision.cs", "\"GreaterOrEqual\"", "\"Greater\"", Decisions),
        new("a threshold is of class 1", "DecisionGraph.cs", "Graph.Column(Classes.Probabilities, \"probability_of_positive\", label)", "Graph.Column(Classes.Probabilities, \"probability_of_positive\", 1)", Decisions),
        new("a row without probabilities has a label", "DecisionGraph.cs", "Graph.Integers(\"none\", [-1])", "Graph.Integers(\"none\", [0])", Decisions),
        new("a share is to be passed", "ShareDecision.cs", "own.Add(\"GreaterOrEqual\",", "own.Add(\"Greater\",", Decisions),
        new("nothing missed and nothing alarmed is no number", "ShareDecision.cs", "own.Add(\"Where\", \"share_or_none\", isNone, own.Number(\"none\", 0), share)", "share", Decisions),
        new("costs of ONNX are read by answers", "CostDecision.cs", "var row = excess.AsSpan(truth * count, count);", "var row = excess.AsSpan((count - 1 - truth) * count, count / 2);", Decisions),
        new("the most expensive answer is given", "CostDecision.cs", "OpType = \"ArgMin\"", "OpType = \"ArgMax\"", Decisions),
        new("costs of another number of classes are taken", "CostDecision.cs", "if (classCount != costs.ClassCount)", "if (classCount < costs.ClassCount)", Files),
        new("any model has two classes", "TwoClassDecision.cs", "if (classCount != 2)", "if (classCount > 7)", Files),
        new("costs of false alarms are those of the first row", "OnnxFile.cs", "if (costs.FalseAlarm(row) != falseAlarm)", "if (costs.FalseAlarm(row) < 0)", Decisions),
        new("features may have the names of outputs", "FileExport.cs", "(string[])[\"label\", \"probabilities\", InputExport.MissCost]", "(string[])[]", Files),
        new("a file has any length", "GraphBuilder.cs", "if (size > GreatestSize)", "if (size < 0)", Files),
        new("our metadata are written over the caller's", "FileExport.cs", "if (file.MetadataProps.All(property => !string.Equals(property.Key, name, StringComparison.Ordinal)))", "if (name.Length > 0)", Files),
        new("a threshold of tune is no threshold", "ExportDecision.cs", "{ Threshold: { } threshold } facts => OnnxDecision.AtLeast(Positive(model, facts), threshold),", "", Command),
        new("a share of tune is that of least cost", "ExportDecision.cs", "{ FalseAlarmCost: { } cost, ScoreThreshold: { } share } facts => OnnxDecision.ShareOfCost(Positive(model, facts), cost, null, share),", "", Command),
        new("every file is ONNX", "ExportCommand.cs", "\".TXT\" => ExportFormat.LightGbm,", "\".TXT\" => ExportFormat.Onnx,", Command),
        new("options of ONNX are taken for LightGBM", "ExportCommand.cs", "            RefuseIdle(parsed, numbers, inputs);\n", "", Command),
    ];
}
