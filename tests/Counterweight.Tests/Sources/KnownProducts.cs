namespace Counterweight.Tests.Sources;

/// <summary>Products of ints that cannot wrap, each with the reason.</summary>
internal static class KnownProducts
{
    /// <summary>All there are in the kernels.</summary>
    public static IReadOnlyDictionary<string, string> Kernels { get; } = Of(
        ("a block is 64 bytes: rows of a transpose", [
            "Counterweight/Core/Simd/VectorBlock.Rows.cs: 3 * i",
        ]),
        ("whole steps within a span of words", [
            "Counterweight/Randomness/PhiloxLoop.cs: whole * step",
        ]),
        ("at most 1,024 words", [
            "Counterweight/Partitioning/RowPartition.cs: 2 * Math.Min(leftBins.Length, 1024)",
        ]),
        ("within arrays of so many numbers a row, whose lengths were checked products", [
            "Counterweight/Resampling/Combined/CombinedRows.cs: i * all.FeatureCount",
            "Counterweight/Resampling/Combined/CombinedRows.cs: kept[i] * all.FeatureCount",
            "Counterweight/Resampling/Under/CondensedSet.cs: 2 * rows",
            "Counterweight/Resampling/Under/CondensedSet.cs: 3 * rows",
            "Counterweight/Resampling/Under/CondensedSet.cs: 4 * rows",
            "Counterweight/Resampling/Under/NearMiss.cs: q * found.Count",
            "Counterweight/Resampling/Under/ShrinkingNeighborhood.cs: q * found.Count",
            "Counterweight/Resampling/Under/ShrinkingNeighborhood.cs: queries[q] * lists.Count",
            "Counterweight/Resampling/Under/ShrinkingNeighborhood.cs: row * count",
            "Counterweight/Resampling/Under/ShrinkingNeighborhood.cs: row * lists.Count",
            "Counterweight/Resampling/Under/VoteLoop.cs: row * count",
        ]),
        ("within a span whose length was a checked product", [
            "Counterweight/Splits/Categories/CategoryOrder.cs: at * width",
            "Counterweight/Splits/Categories/CategoryOrder.cs: i * width",
        ]),
        ("a set of 256 bins has four words", [
            "Counterweight/Histograms/Compact/CompactPlaces.cs: word % MaskWords * 64",
            "Counterweight/Histograms/Compact/CompactPlaces.cs: word * 64",
        ]),
        ("at most 255 classes in four tables", [
            "Counterweight/Weighting/LabelCountLoop.cs: Tables * (counts.Length + 1)",
            "Counterweight/Weighting/LabelCountLoop.cs: table * (counts.Length + 1)",
        ]),
        ("sets of blocks of rows on the stack", [
            "Counterweight/Losses/Softmax/RowPerLane/RowSets.cs: maxCount * TBlock.Count",
            "Counterweight/Losses/Softmax/RowPerLane/RowSets.cs: Count * TBlock.Count",
            "Counterweight/Losses/Softmax/SoftmaxWeights.cs: RowSets<TBlock, T>.SetsAtOnce(in operands) * TBlock.Count",
        ]),
        ("at most 54 classes, whose rows lie on the stack", [
            "Counterweight/Losses/SoftTargets/RowPerLaneSoftTargetLoop.cs: 2 * here.Classes",
            "Counterweight/Losses/SoftTargets/RowPerLaneSoftTargetLoop.cs: Math.Min((SoftTargetSlots.Count + (2 * LossTuning.MaxRowPerLaneSoftClasses)) / setBlocks, LossTuning.MaxSets) * TBlock.Count",
        ]),
        ("from the greatest double to the least are 66 digits", [
            "Counterweight/Losses/Overlap/OverlapLoss.cs: 32 * digits",
        ]),
        ("frames are -1, 0 and 1", [
            "Counterweight/Gradients/NormClip.cs: -frame * SquareSum.FrameExponent",
            "Counterweight/Gradients/NormClip.cs: frame * SquareSum.FrameExponent",
            "Counterweight/Core/Sums/SquareLoop.cs: -frame * SquareSum.FrameExponent",
            "Counterweight/Gradients/GradientNorm.cs: 2 * SquareSum.FrameExponent * frame",
            "Counterweight/Weighting/EffectiveSampleSize.cs: -frame * SquareSum.FrameExponent",
            "Counterweight/Weighting/EffectiveSampleSize.cs: 2 * SquareSum.FrameExponent * frame",
        ]),
        ("of a bit", [
            "Counterweight/Traversal/PackedNode.cs: (near > value ? 1 : 0) * (1 - (2 * (int)((uint)~bits >> 31)))",
            "Counterweight/Traversal/PackedNode.cs: 2 * (int)((uint)~bits >> 31)",
        ]),
        ("a tree of weights has less than 2^30 nodes", [
            "Counterweight/Draws/WeightTree.cs: 2 * node",
            "Counterweight/Draws/WeightTreeLoop.cs: 2 * nodes[i]",
        ]),
        ("at most eight digits of a key", [
            "Counterweight/Sorting/RadixSortLoop.cs: 8 * digit",
            "Counterweight/Sorting/RadixSortLoop.cs: digit * Buckets",
        ]),
        ("at most 106 digits", [
            "Counterweight/Core/Sums/ReproducibleSum.cs: DigitBits * (top - 3)",
        ]),
        ("within a tree of at most 256 edges", [
            "Counterweight/Binning/FloatEdgeTree.cs: level <<= 1",
            "Counterweight/Binning/FloatEdgeTree.cs: node * step",
        ]),
        ("sixteen rows lie in a span", [
            "Counterweight/Traversal/SixteenRowTraversal.cs: 8 * rowStride",
        ]),
        ("bits of a number", [
            "Counterweight/Losses/Location/QuantileLocation.cs: 8 * Unsafe.SizeOf<T>()",
        ]),
        ("exponents of doubles", [
            "Counterweight/Splits/BoostingGain.cs: 2 * scale.GradientExponent",
        ]),
        ("the constructor has compared the whole length with 2^31", [
            "Counterweight/Histograms/GradientHistogramShape.cs: 2 * OutputCount",
            "Counterweight/Histograms/GradientHistogramShape.cs: BinCount * CellLength",
            "Counterweight/Histograms/GradientHistogramShape.cs: FeatureCount * FeatureStride",
            "Counterweight/Histograms/GradientHistogramShape.cs: bin * CellLength",
            "Counterweight/Histograms/GradientHistogramShape.cs: feature * FeatureStride",
            "Counterweight/Histograms/HistogramShape.cs: BinCount * ClassCount",
            "Counterweight/Histograms/HistogramShape.cs: FeatureCount * FeatureStride",
            "Counterweight/Histograms/HistogramShape.cs: bin * ClassCount",
            "Counterweight/Histograms/HistogramShape.cs: feature * FeatureStride",
        ]),
        ("within the rows, scores, parameters or lanes, whose lengths the entry has checked as wide products", [
            "Counterweight/Linear/LinearBackwardLoop.cs: Math.Min(tile + 1, last) * TBlock.Count",
            "Counterweight/Linear/LinearBackwardLoop.cs: Math.Min(tile + 1, last) * featureCount",
            "Counterweight/Linear/LinearBackwardLoop.cs: Math.Min(tile + 1, last) * featureCount * TBlock.Count",
            "Counterweight/Linear/LinearBackwardLoop.cs: Math.Min(tile + 2, last) * TBlock.Count",
            "Counterweight/Linear/LinearBackwardLoop.cs: Math.Min(tile + 2, last) * featureCount",
            "Counterweight/Linear/LinearBackwardLoop.cs: Math.Min(tile + 2, last) * featureCount * TBlock.Count",
            "Counterweight/Linear/LinearBackwardLoop.cs: Math.Min(tile + 3, last) * TBlock.Count",
            "Counterweight/Linear/LinearBackwardLoop.cs: Math.Min(tile + 3, last) * featureCount",
            "Counterweight/Linear/LinearBackwardLoop.cs: Math.Min(tile + 3, last) * featureCount * TBlock.Count",
            "Counterweight/Linear/LinearBackwardLoop.cs: TBlock.Count * classCount",
            "Counterweight/Linear/LinearBackwardLoop.cs: classCount * featureCount",
            "Counterweight/Linear/LinearBackwardLoop.cs: classCount * featureCount * TBlock.Count",
            "Counterweight/Linear/LinearBackwardLoop.cs: featureCount * TBlock.Count",
            "Counterweight/Linear/LinearBackwardLoop.cs: tile * TBlock.Count",
            "Counterweight/Linear/LinearBackwardLoop.cs: tile * featureCount",
            "Counterweight/Linear/LinearBackwardLoop.cs: tile * featureCount * TBlock.Count",
            "Counterweight/Linear/LinearForwardLoop.cs: Math.Min(tile + 1, last) * featureCount",
            "Counterweight/Linear/LinearForwardLoop.cs: Math.Min(tile + 2, last) * featureCount",
            "Counterweight/Linear/LinearForwardLoop.cs: Math.Min(tile + 3, last) * featureCount",
            "Counterweight/Linear/LinearForwardLoop.cs: TBlock.Count * classCount",
            "Counterweight/Linear/LinearForwardLoop.cs: classCount * featureCount",
            "Counterweight/Linear/LinearForwardLoop.cs: featureCount * TBlock.Count",
            "Counterweight/Linear/LinearForwardLoop.cs: tile * featureCount",
            "Counterweight/Linear/RowBlocks.cs: BlockCount * RowsPerBlock",
        ]));

    /// <summary>All there are in the trainers.</summary>
    public static IReadOnlyDictionary<string, string> Trainers { get; } = Of(
        ("within the shares or totals of the nodes of trees, whose number is checked as they grow", [
            "Counterweight.Training/Boosting/AdaBoostClassifier.cs: node++ * classCount",
            "Counterweight.Training/Forests/Forest.cs: node * ClassCount",
            "Counterweight.Training/Forests/OutOfBagVotes.cs: leaves[row] * data.ClassCount",
            "Counterweight.Training/Trees/DecisionTreeClassifier.cs: node * ClassCount",
            "Counterweight.Training/Trees/Classification/ClassTree.cs: node * classCount",
            "Counterweight.Training/Trees/Classification/ClassTree.cs: number * classCount",
            "Counterweight.Training/Trees/Classification/ClassTree.cs: treeSplits.Length * classCount",
            "Counterweight.Training/Trees/Growth/NodeStore.cs: count * setCount",
            "Counterweight.Training/Trees/Growth/NodeStore.cs: count * sumLength",
            "Counterweight.Training/Trees/Growth/NodeStore.cs: node * setCount",
            "Counterweight.Training/Trees/Growth/NodeStore.cs: node * sumLength",
        ]),
        ("within an array or a span of rows and classes or outputs, whose length is checked", [
            "Counterweight.Training/Boosting/AdaBoostClassifier.cs: row * ClassCount",
            "Counterweight.Training/Boosting/Adaptive/AdaBoostStopping.cs: row * validation.ClassCount",
            "Counterweight.Training/Boosting/GradientBoostingClassifier.cs: 2 * row",
            "Counterweight.Training/Boosting/GradientBoostingClassifier.cs: row * Model.OutputCount",
            "Counterweight.Training/Boosting/GradientBoostingRun.cs: output * training.Objective.RowCount",
            "Counterweight.Training/Boosting/GradientBoostingRun.cs: row * outputs",
            "Counterweight.Training/Boosting/GradientPart.cs: output * Objective.RowCount",
            "Counterweight.Training/Boosting/GradientPart.cs: row * values.Length",
            "Counterweight.Training/Boosting/GradientRefit.cs: objective.RowCount * outputs",
            "Counterweight.Training/Boosting/GradientRefit.cs: output * objective.RowCount",
            "Counterweight.Training/Forests/Forest.cs: row * ClassCount",
            "Counterweight.Training/Linear/LogisticRegressionClassifier.cs: count * ClassCount",
            "Counterweight.Training/Linear/LogisticRegressionClassifier.cs: first * ClassCount",
            "Counterweight.Training/Linear/LogisticRegressionClassifier.cs: item * ItemRows",
            "Counterweight.Training/Linear/LogisticRegressionClassifier.cs: row * ClassCount",
            "Counterweight.Training/Forests/OutOfBagVotes.cs: row * data.ClassCount",
            "Counterweight.Training/Trees/DecisionTreeClassifier.Prediction.cs: row * ClassCount",
        ]),
        ("at most the trees there are", [
            "Counterweight.Training/Boosting/GradientBoostingModel.cs: rounds * OutputCount",
            "Counterweight.Training/Boosting/GradientBoostingRun.cs: stopping.BestRound * TreesPerRound",
        ]),
        ("within the values of the nodes of trees, whose number is checked as they grow", [
            "Counterweight.Training/Boosting/GradientBoostingRun.cs: node * TreeOutputs",
            "Counterweight.Training/Boosting/GradientEnsemble.cs: end * width",
            "Counterweight.Training/Boosting/GradientRefit.cs: node * outputs",
        ]),
        ("boosting takes at most 65,536 classes", [
            "Counterweight.Training/Boosting/GradientRefit.cs: 2 * k",
            "Counterweight.Training/Boosting/GradientRefit.cs: 2 * outputs",
            "Counterweight.Training/Trees/Gradients/GradientNodeSums.cs: 2 * output",
        ]),
        ("within the values of a data set or its bins, one of each row and feature", [
            "Counterweight.Training/Data/Dataset.cs: feature * RowCount",
            "Counterweight.Training/Data/Dataset.cs: column * RowCount",
            "Counterweight.Training/Data/Dataset.cs: column * rows.Length",
            "Counterweight.Training/Data/Dataset.cs: columnCount * rows.Length",
            "Counterweight.Training/Data/Dataset.Mapping.cs: columns.Length * RowCount",
            "Counterweight.Training/Data/Dataset.Mapping.cs: columns[feature] * RowCount",
            "Counterweight.Training/Data/Dataset.Mapping.cs: feature * RowCount",
        ]),
        ("of values, scores or sums that lie in arrays, whose lengths LogisticLoss and StandardizedRows have checked with all factors", [
            "Counterweight.Training/Linear/LogisticBatches.cs: BatchBlocks * RowBlocks<double>.RowsPerBlock",
            "Counterweight.Training/Linear/LogisticBatches.cs: BatchBlocks * RowBlocks<double>.RowsPerBlock * classCount",
            "Counterweight.Training/Linear/LogisticBatches.cs: blockCount * RowBlocks<double>.RowsPerBlock",
            "Counterweight.Training/Linear/LogisticBatches.cs: rows.LinearCount(classCount) * RowBlocks<double>.RowsPerBlock",
            "Counterweight.Training/Linear/LogisticBatches.cs: firstBlock * RowBlocks<double>.RowsPerBlock",
            "Counterweight.Training/Linear/LogisticBatches.cs: rowCount * classCount",
            "Counterweight.Training/Linear/LogisticLoss.cs: LogisticBatches.BatchBlocks * RowBlocks<double>.RowsPerBlock",
            "Counterweight.Training/Linear/StandardizedRows.cs: ((block * FeatureCount) + number) * RowBlocks<double>.RowsPerBlock",
            "Counterweight.Training/Linear/StandardizedRows.cs: BlockCount * RowBlocks<double>.RowsPerBlock",
            "Counterweight.Training/Linear/StandardizedRows.cs: FeatureCount * RowBlocks<double>.RowsPerBlock",
            "Counterweight.Training/Linear/StandardizedRows.cs: block * FeatureCount",
            "Counterweight.Training/Linear/StandardizedRows.cs: count * length",
            "Counterweight.Training/Linear/StandardizedRows.cs: first * length",
            "Counterweight.Training/Linear/LogisticLoss.cs: DivideUp(batches, MaxItems) * LogisticBatches.BatchBlocks",
            "Counterweight.Training/Linear/IndicatorRows.cs: code * classCount",
            "Counterweight.Training/Linear/IndicatorRows.cs: row * width",
            "Counterweight.Training/Linear/StandardizedRows.cs: classCount * (FeatureCount + 1 + Indicators.Count)",
            "Counterweight.Training/Linear/StandardizedRows.cs: classCount * (FeatureCount + 1)",
            "Counterweight.Training/Linear/StandardizedRows.cs: firstBlock * RowBlocks<double>.RowsPerBlock",
            "Counterweight.Training/Linear/LogisticLoss.cs: classCount * rows.FeatureCount",
            "Counterweight.Training/Linear/LogisticLoss.cs: item * itemBlocks",
        ]),
        ("within the parameters, whose number a fit has checked and a file holds", [
            "Counterweight.Training/Linear/LinearOrder.cs: classCount * (count + 1)",
            "Counterweight.Training/Linear/LinearOrder.cs: classCount * (numbers + 1)",
            "Counterweight.Training/Linear/LinearOrder.cs: classCount * count",
            "Counterweight.Training/Linear/LinearOrder.cs: classCount * numbers",
            "Counterweight.Training/Linear/LinearOrder.cs: label * count",
            "Counterweight.Training/Linear/LinearOrder.cs: label * numbers",
            "Counterweight.Training/Linear/LogisticRegressionClassifier.cs: ClassCount * columns.Count",
            "Counterweight.Training/Linear/LogisticRegressionClassifier.cs: label * columns.Count",
        ]),
        ("the workspace has two numbers a row, and its length is checked", [
            "Counterweight.Training/Trees/Gradients/PartitionedRows.cs: 2 * start",
        ]),
        ("within the bins of the features that are searched at a time", [
            "Counterweight.Training/Trees/Classification/NodeSearch.cs: CompactHistogram.MaxBinCount * split.Feature",
        ]),
        ("of longs: the scale of the weights has room for the sum of all rows", [
            "Counterweight.Training/Trees/Classification/SampledRows.cs: units * times",
        ]),
        ("bits of a float", [
            "Counterweight.Training/Boosting/GradientTotals.cs: (exponent - 1) << 23",
        ]),
        ("of doubles, whose types lie outside the walk", [
            "Counterweight.Training/Trees/Gradients/GradientLeafSums.cs: scale.ToGradient(gradient) * Math.ScaleB(1, -Bits)",
            "Counterweight.Training/Trees/Gradients/GradientLeafSums.cs: scale.ToHessian(hessian) * Math.ScaleB(1, -Bits)",
            "Counterweight.Training/Trees/Gradients/GradientLeafSums.cs: weight * operands.Scale.GradientQuantum",
        ]),
        ("of the constant 256, two of them or in long", [
            "Counterweight.Training/Trees/Classification/GrowthData.cs: (long)CompactHistogram.MaxBinCount * ClassCount",
            "Counterweight.Training/Trees/Classification/GrowthData.cs: 2 * CompactHistogram.MaxBinCount",
        ]));

    private static Dictionary<string, string> Of(params (string Reason, string[] Products)[] groups) =>
        groups.SelectMany(group => group.Products, (group, product) => (product, group.Reason)).ToDictionary(StringComparer.Ordinal);
}
