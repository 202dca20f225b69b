package io.teleloop.augmentation.visual;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Vec3;
import io.teleloop.sim.robot.StillScene.Sphere;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How one episode looks: what a recipe leaves open, drawn by a seed.
final class VisualRandomization {
    private static final Pose BASE = new Pose(Vec3.ZERO, Quaternion.IDENTITY);
    private static final double FAR_PATTERN = 4;
    private static final float BRIGHTEST = 2;

    private final VisualRecipe recipe;
    private final @Nullable InpaintingNetwork network;
    private final RandomGenerator random;
    private final Map<String, Texture> textures = new LinkedHashMap<>();
    private final List<Distractor> distractors;
    private final Colour light;
    private final Map<String, CameraTurn> turns = new HashMap<>();
    /// How bright each thing was when a camera saw it first: shading is told from there.
    private final Map<String, Float> brightness = new HashMap<>();

    /// @param network of the recipe, if it has one
    /// @param cameras in an order that does not change
    VisualRandomization(
            VisualRecipe recipe,
            @Nullable InpaintingNetwork network,
            List<String> cameras,
            List<Sphere> occupied,
            RandomGenerator random) {
        this.recipe = recipe;
        this.network = network;
        this.random = random;
        recipe.retexture().forEach(name -> textures.put(name, Texture.random(random)));
        if (recipe.background()) {
            Texture texture = Texture.random(random);
            textures.put(
                    Masks.BACKGROUND,
                    new Texture(texture.pattern(), texture.one(), texture.other(), FAR_PATTERN * texture.cell()));
        }
        distractors = Distractor.place(recipe.distractors(), recipe.tableHeight(), occupied, random);
        float brighter = 1 + change();
        light = new Colour(1 + change() / 2, 1 + change() / 2, 1 + change() / 2).times(brighter);
        cameras.forEach(camera -> turns.put(camera, CameraTurn.random(recipe.cameraTurn(), random)));
    }

    private float change() {
        return (float) (recipe.lighting() * (2 * random.nextDouble() - 1));
    }

    /// A picture of the episode as it looks now.
    int[] apply(String camera, int[] pixels, Masks masks) {
        int[] changed = pixels.clone();
        inpaint(changed, masks);
        textures.forEach((name, texture) -> retexture(camera, changed, masks, name, texture));
        distractors.forEach(distractor -> distractor.draw(changed, masks));
        for (int i = 0; i < changed.length; i++) {
            changed[i] = Colour.of(changed[i]).times(light).rgb();
        }
        CameraTurn turn = turns.get(camera);
        return turn == null || recipe.cameraTurn() == 0 ? changed : turn.warp(changed, masks);
    }

    private void inpaint(int[] pixels, Masks masks) {
        VisualRecipe.Inpainting inpainting = recipe.inpaint();
        if (network == null || inpainting == null) {
            return;
        }
        boolean[] mask = new boolean[pixels.length];
        for (int pixel = 0; pixel < mask.length; pixel++) {
            mask[pixel] = inpainting.what().contains(masks.names().get(masks.label()[pixel]));
        }
        network.paint(pixels, mask, masks.width(), masks.height());
    }

    private void retexture(String camera, int[] pixels, Masks masks, String name, Texture texture) {
        int label = masks.names().indexOf(name);
        float reference = brightness(camera, pixels, masks, label);
        if (reference == 0) {
            return;
        }
        Pose toObject = masks.objects().getOrDefault(name, BASE).inverse().times(masks.camera());
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            if (masks.label()[pixel] == label) {
                Vec3 ray = Distractor.ray(masks, pixel % masks.width(), pixel / masks.width());
                Vec3 point = toObject.transform(ray.times(masks.depth()[pixel]));
                float shading = Math.min(BRIGHTEST, Colour.of(pixels[pixel]).luma() / reference);
                pixels[pixel] = texture.at(point).times(shading).rgb();
            }
        }
    }

    /// 0 while the thing was never seen.
    private float brightness(String camera, int[] pixels, Masks masks, int label) {
        String key = camera + "/" + label;
        Float known = brightness.get(key);
        if (known != null) {
            return known;
        }
        double sum = 0;
        int count = 0;
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            if (masks.label()[pixel] == label) {
                sum += Colour.of(pixels[pixel]).luma();
                count++;
            }
        }
        float mean = count == 0 ? 0 : (float) (sum / count);
        if (mean > 0) {
            brightness.put(key, mean);
        }
        return mean;
    }
}
